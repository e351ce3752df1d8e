package io.wandb4j.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Remembers, beside the folders of the runs, the last run that has not ended well: {@code resume=auto} goes on with it. */
record ResumeFile(Path path) {
    static ResumeFile of(Settings settings) {
        return new ResumeFile(RunFolder.parent(settings.rootDir()).resolve("wandb-resume.json"));
    }

    /** The id of that run; empty if there is none, or the file says something else. */
    Optional<String> runId() {
        try {
            JsonNode id = Json.MAPPER.readTree(path.toFile()).path("run_id");
            return Optional.ofNullable(id.textValue()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(String runId) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, Json.write(Map.of("run_id", runId)));
        } catch (IOException e) {
            throw new UsageException(
                    "cannot write " + path + " (" + e
                            + "), by which resume=auto finds the run again; set another folder with WANDB_DIR or"
                            + " Settings.rootDir",
                    e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit(); // a reader may hold it on Windows; a stale id only resumes a finished run
        }
    }
}
