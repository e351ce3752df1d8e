package io.wandb4j.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that an agent leaves in a file for a program that it starts. */
final class SweepParameters {
    private SweepParameters() {}

    /** The values of such a file, in which each key holds its value under {@code value}.
     *
     * @throws UsageException if the file cannot be read or holds something else */
    static Map<String, @Nullable Object> read(Path file) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        try {
            JsonNode parameters = new YAMLMapper().readTree(file.toFile());
            parameters.fields().forEachRemaining(parameter -> {
                if (parameter.getValue().has("value")) { // the version of the format stands beside them, bare
                    JsonNode value = parameter.getValue().path("value");
                    values.put(
                            parameter.getKey(), value.isNull() ? null : Json.MAPPER.convertValue(value, Object.class));
                }
            });
            return values;
        } catch (IOException e) {
            throw new UsageException(
                    "cannot read the values of the sweep in " + file + ", which WANDB_SWEEP_PARAM_PATH names: "
                            + e.getMessage(),
                    e);
        }
    }
}
