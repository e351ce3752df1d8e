package io.wandb4j.server.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the values of some keys out of history lines and skips the rest unread: histories have many lines. */
final class RowPick {

    private final List<String> keys;
    private final Set<String> wanted;

    /** Picks these keys; a dot leads into a nested object or is part of a name. */
    RowPick(List<String> keys) {
        this.keys = List.copyOf(keys);
        this.wanted = Set.copyOf(keys);
    }

    /** The values that the line has, in the order of the keys. */
    Map<String, @Nullable Object> from(String line) {
        Map<String, @Nullable Object> found = new HashMap<>();
        try (JsonParser parser = Json.MAPPER.createParser(line)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                walk(parser, "", found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        keys.stream().filter(found::containsKey).forEach(key -> row.put(key, found.get(key)));
        return row;
    }

    private void walk(JsonParser parser, String prefix, Map<String, @Nullable Object> found) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (wanted.contains(key)) {
                found.put(key, token == JsonToken.VALUE_NULL ? null : parser.readValueAs(Object.class));
            } else if (token == JsonToken.START_OBJECT && leadsToWanted(key + ".")) {
                walk(parser, key + ".", found);
            } else {
                parser.skipChildren();
            }
        }
    }

    private boolean leadsToWanted(String prefix) {
        return keys.stream().anyMatch(key -> key.startsWith(prefix));
    }
}
