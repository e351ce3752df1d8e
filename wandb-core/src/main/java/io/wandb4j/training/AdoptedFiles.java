package io.wandb4j.training;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.errors.UsageException;
import io.wandb4j.run.Run;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Logs the model files that somebody else writes into a folder, such as a framework's own checkpoint listener, as versions of
 * an artifact.
 *
 * <p>Files that were there before are left alone until they change. For one thread. */
final class AdoptedFiles {
    private static final String MODELS = "*.{params,zip,pt,bin}";

    private final Run run;
    private final Path folder;
    private final String artifactName;
    private final Map<Path, Stamp> known = new HashMap<>();
    private int epoch;

    /** What tells that a file has changed. */
    private record Stamp(long millis, long size) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
        }
    }

    AdoptedFiles(Run run, Path folder, String artifactName) {
        this.run = run;
        this.folder = folder;
        this.artifactName = artifactName;
        changed();
    }

    /** Logs what has come or changed since the last look. */
    void endEpoch(int number, TrainedModel model) {
        epoch = number;
        look(model);
    }

    /** Logs what has come or changed since the last look, as of the last epoch. */
    void look(TrainedModel model) {
        for (Path file : changed()) {
            Map<String, Object> metadata = new LinkedHashMap<>(model.description());
            metadata.put("epoch", epoch);
            try {
                run.logArtifact(
                        Artifact.create(artifactName, "model", run.settings())
                                .metadata(metadata)
                                .addFile(file),
                        "latest",
                        "epoch_" + epoch);
            } catch (UsageException e) {
                run.warn("adopted model", "the model file '" + file + "' could not be logged: " + e);
            }
        }
    }

    private boolean hasChanged(Path file) throws IOException {
        try {
            Stamp stamp = Stamp.of(file);
            return !stamp.equals(known.put(file, stamp));
        } catch (NoSuchFileException e) {
            return false; // removed by whoever wrote it
        }
    }

    private List<Path> changed() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> changed = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, MODELS)) {
            for (Path file : files) {
                if (hasChanged(file)) {
                    changed.add(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            run.warn("adopted folder", "the folder of models '" + folder + "' cannot be read: " + e);
        }
        Collections.sort(changed);
        return changed;
    }
}
