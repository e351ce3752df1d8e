package io.wandb4j.training;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.errors.UsageException;
import io.wandb4j.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Logs the model of an epoch as a version of an artifact: of every epoch, or of the best ones only.
 *
 * <p>The model is written and copied on the training thread, before the next step changes it; the upload is not. */
final class ModelCheckpoints {
    private final Run run;
    private final String artifactName;
    private final boolean bestOnly;
    private final MonitoredMetric monitor;

    ModelCheckpoints(Run run, String artifactName, boolean bestOnly, MonitoredMetric monitor) {
        this.run = run;
        this.artifactName = artifactName;
        this.bestOnly = bestOnly;
        this.monitor = monitor;
    }

    void endEpoch(int epoch, Map<String, Object> row, TrainedModel model) {
        if (run.dir().isEmpty()) {
            return; // a disabled run keeps nothing
        }
        boolean best = isBest(row);
        if (best || !bestOnly) {
            save(epoch, row, model, aliases(epoch, best));
        }
    }

    private boolean isBest(Map<String, Object> row) {
        if (row.get(monitor.name()) instanceof Number value) {
            return monitor.improvesWith(value.doubleValue());
        }
        if (bestOnly) {
            run.warn(
                    "monitor",
                    "no model is saved: the metric \"" + monitor.name() + "\" is not among those of the epoch, "
                            + row.keySet());
        }
        return false;
    }

    private void save(int epoch, Map<String, Object> row, TrainedModel model, String[] aliases) {
        try {
            Path folder = Files.createTempDirectory("wandb4j-model");
            try {
                model.writeTo(folder, epoch);
                run.logArtifact(artifact(folder, epoch, row, model), aliases);
            } finally {
                delete(folder);
            }
        } catch (IOException | UsageException e) {
            run.warn("checkpoint", "the model of epoch " + epoch + " could not be saved: " + e);
        }
    }

    private Artifact artifact(Path folder, int epoch, Map<String, Object> row, TrainedModel model) {
        Map<String, Object> metadata = new LinkedHashMap<>(model.description());
        metadata.put("epoch", epoch);
        metadata.put("metrics", finite(row));
        return Artifact.create(artifactName, "model", run.settings())
                .metadata(metadata)
                .addDirectory(folder);
    }

    /** Metadata knows no infinity, which a diverging loss reaches. */
    private static Map<String, Object> finite(Map<String, Object> row) {
        Map<String, Object> metrics = new LinkedHashMap<>(row);
        metrics.values().removeIf(value -> value instanceof Double number && !Double.isFinite(number));
        return metrics;
    }

    private static String[] aliases(int epoch, boolean best) {
        List<String> aliases = new ArrayList<>(List.of("latest", "epoch_" + epoch));
        if (best) {
            aliases.add("best");
        }
        return aliases.toArray(String[]::new);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
