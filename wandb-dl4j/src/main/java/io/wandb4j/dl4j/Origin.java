package io.wandb4j.dl4j;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which run a model comes from; kept in the model's file as {@code wandb.json}, which DL4J passes over, or beside that of a graph,
 * which takes no additions. */
record Origin(String run, String project, String entity) {
    private static final String ENTRY = "/wandb.json";
    private static final String BESIDE = ".wandb.json";
    private static final JsonMapper JSON = new JsonMapper();

    void writeInto(FileSystem modelFile) throws IOException {
        Files.write(modelFile.getPath(ENTRY), JSON.writeValueAsBytes(this));
    }

    void writeBeside(Path modelFile) throws IOException {
        Files.write(beside(modelFile), JSON.writeValueAsBytes(this));
    }

    /** What a model's file says; empty if it comes from elsewhere. */
    static Optional<Origin> readFrom(Path modelFile) throws IOException {
        if (Files.exists(beside(modelFile))) {
            return Optional.of(JSON.readValue(Files.readAllBytes(beside(modelFile)), Origin.class));
        }
        try (FileSystem zip = FileSystems.newFileSystem(modelFile)) {
            Path entry = zip.getPath(ENTRY);
            return Files.exists(entry)
                    ? Optional.of(JSON.readValue(Files.readAllBytes(entry), Origin.class))
                    : Optional.empty();
        }
    }

    private static Path beside(Path modelFile) {
        return modelFile.resolveSibling(modelFile.getFileName() + BESIDE);
    }
}
