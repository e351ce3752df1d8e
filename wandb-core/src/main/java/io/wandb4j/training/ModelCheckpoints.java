package io.wandb4j.training;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Logs models as versions of an artifact, as planned.
 *
 * <p>A model is written and copied on the training thread, before the next step changes it; the upload is not. */
final class ModelCheckpoints {
    private final Run run;
    private final Checkpoints plan;
    private final MonitoredMetric monitor;
    private final Retention retention;
    private long epochs;
    private long batches;

    /** @param metric the bare name of the metric that tells the best
     * @param before the best value that a resumed run already had, NaN if there is none */
    ModelCheckpoints(Run run, Checkpoints plan, String metric, double before) {
        this.run = run;
        this.plan = plan;
        this.monitor = new MonitoredMetric(metric, plan.goal(), plan.threshold());
        this.monitor.improvesWith(before);
        this.retention = new Retention(run, plan.kept());
    }

    /** Counts a batch; whether a model is to be saved after it. */
    boolean endsBatch() {
        batches++;
        return plan.areDue(true, batches);
    }

    /** Counts an epoch; whether a model is to be saved after it. */
    boolean endsEpoch() {
        epochs++;
        return plan.areDue(false, epochs);
    }

    /** Saves the model, unless only the best is wanted and this is none. */
    void save(Moment moment, TrainedModel model) {
        if (run.dir().isEmpty()) {
            return; // a disabled run keeps nothing
        }
        boolean best = isBest(moment);
        if (best || !plan.areBestOnly()) {
            write(moment, model, best);
        }
    }

    private boolean isBest(Moment moment) {
        Double value = moment.metrics().get(monitor.name());
        if (value != null) {
            return monitor.improvesWith(value);
        }
        if (plan.areBestOnly()) {
            run.warn(
                    "monitor",
                    "no model is saved: the metric \"" + plan.monitor() + "\" is not among those of the "
                            + (moment.batch() == null ? "epoch, " : "batch, ")
                            + moment.row().keySet());
        }
        return false;
    }

    private void write(Moment moment, TrainedModel model, boolean best) {
        try {
            Path folder = Files.createTempDirectory("wandb4j-model");
            try {
                String name = plan.fileName().fill(moment.numbers());
                model.writeTo(folder, new SavedForm(name, moment.epoch(), plan.areWeightsOnly()));
                keepFiles(folder);
                retention.add(run.logArtifact(artifact(folder, moment, model), aliases(moment, best)), best);
            } finally {
                delete(folder);
            }
        } catch (IOException | RuntimeException e) { // frameworks throw what they like where a model cannot be written
            run.warn("checkpoint", "the model of epoch " + moment.epoch() + " could not be saved: " + e);
        }
    }

    private Artifact artifact(Path folder, Moment moment, TrainedModel model) {
        Map<String, Object> metadata = new LinkedHashMap<>(model.description());
        metadata.put("epoch", moment.epoch());
        if (moment.batch() != null) {
            metadata.put("batch", moment.batch());
        }
        metadata.put("metrics", finite(moment.row()));
        return Artifact.create(plan.artifactName(run.id()), "model", run.settings())
                .metadata(metadata)
                .addDirectory(folder);
    }

    /** Metadata knows no infinity, which a diverging loss reaches; and pictures have no place there. */
    private static Map<String, Object> finite(Map<String, Object> row) {
        Map<String, Object> metrics = new LinkedHashMap<>(row);
        metrics.values().removeIf(value -> !(value instanceof Number number) || !Double.isFinite(number.doubleValue()));
        return metrics;
    }

    private static String[] aliases(Moment moment, boolean best) {
        List<String> aliases = new ArrayList<>(List.of("latest", moment.alias()));
        if (best) {
            aliases.add("best");
        }
        return aliases.toArray(String[]::new);
    }

    private void keepFiles(Path from) throws IOException {
        Path folder = plan.folder();
        if (folder == null) {
            return;
        }
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
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
