package io.wandb4j.sweep;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wandb4j.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files through which a program gets the sweep's values of one run.
 *
 * @param folder where they go
 * @param runId the run that they are of */
record ParameterFiles(Path folder, String runId) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    /** The files of a run of a sweep, where the official agent puts them. */
    static ParameterFiles of(Path wandbDir, String sweepId, String runId) {
        return new ParameterFiles(wandbDir.resolve("wandb").resolve("sweep-" + sweepId), runId);
    }

    /** Where the values are that clients read through {@code WANDB_SWEEP_PARAM_PATH}. */
    Path yaml() {
        return folder.resolve("config-" + runId + ".yaml");
    }

    /** Writes the values for clients. */
    void writeYaml(Map<String, @Nullable Object> values) throws IOException {
        Map<String, Object> held = new LinkedHashMap<>();
        values.forEach((key, value) -> held.put(key, Collections.singletonMap("value", value)));
        Files.createDirectories(folder);
        Files.writeString(yaml(), "wandb_version: 1\n\n" + (held.isEmpty() ? "" : YAML.writeValueAsString(held)));
    }

    /** Writes the values as one object of JSON; where. */
    Path writeJson(Map<String, @Nullable Object> values) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("config-" + runId + ".json"), Json.write(values));
    }
}
