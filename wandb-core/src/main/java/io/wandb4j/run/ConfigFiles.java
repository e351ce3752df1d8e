package io.wandb4j.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values of config files, in which each key holds its value under {@code value}, maybe beside a {@code desc}. */
final class ConfigFiles {
    private static final String VERSION = "wandb_version";

    private ConfigFiles() {}

    /** The values of all files that exist; of two with one key the later counts.
     *
     * @throws UsageException if a file holds something else */
    static Map<String, @Nullable Object> read(List<Path> files, Consumer<String> warn) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                values.putAll(read(file));
            } else {
                warn.accept("The config file " + file + ", which config_paths names, does not exist.");
            }
        }
        return values;
    }

    private static Map<String, @Nullable Object> read(Path file) {
        JsonNode tree = tree(file);
        if (!tree.isObject() && !tree.isMissingNode() && !tree.isNull()) {
            throw bad(file, "does not hold keys with values");
        }
        if (tree.has(VERSION) && tree.path(VERSION).asInt() != 1) {
            throw bad(file, "has the unknown " + VERSION + " " + tree.path(VERSION));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        tree.fields().forEachRemaining(entry -> {
            String key = entry.getKey();
            if (!key.equals(VERSION)) {
                values.put(key, ConfigValues.copy(key, value(file, key, entry.getValue())));
            }
        });
        return values;
    }

    private static @Nullable Object value(Path file, String key, JsonNode node) {
        if (!node.has("value")) {
            throw bad(file, "must say '" + key + ": {value: ...}'");
        }
        JsonNode value = node.path("value");
        return value.isNull() ? null : Json.MAPPER.convertValue(value, Object.class);
    }

    private static JsonNode tree(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UsageException("cannot read the config file " + file + ": " + e.getMessage(), e);
        }
    }

    private static UsageException bad(Path file, String problem) {
        return new UsageException("the config file " + file + ", which config_paths names, " + problem);
    }
}
