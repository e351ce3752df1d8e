package io.wandb4j.server.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the server looks up in a history line: its step and which keys hold which types of value.
 *
 * @param step the line's {@code _step}, null when it has none
 * @param types for each key, nested ones joined with dots, the type of its value
 */
record HistoryLine(@Nullable Long step, Map<String, String> types) {
    private static final char AFTER_DOT = '.' + 1;

    /** Reads a line; anything but a JSON object is refused. */
    static HistoryLine parse(String line) {
        try (JsonParser parser = Json.MAPPER.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw RequestException.invalid("a history line must be a JSON object");
            }
            Reader reader = new Reader(parser);
            reader.object("");
            if (parser.nextToken() != null) {
                throw RequestException.invalid("a history line must be one JSON object");
            }
            return new HistoryLine(reader.step, reader.types);
        } catch (IOException e) {
            throw RequestException.invalid("a history line is not valid JSON: " + e.getMessage());
        }
    }

    /** Walks the line once, without building a tree. */
    private static final class Reader {
        private final JsonParser parser;
        private final NavigableMap<String, String> types = new TreeMap<>();
        private @Nullable Long step;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        // An object with a _type is one value, such as an image; any other is a group of keys.
        void object(String prefix) throws IOException {
            boolean typed = false;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (!typed && isType(prefix, name, token)) {
                    typed = true;
                    types.subMap(prefix + ".", prefix + AFTER_DOT).clear();
                    types.put(prefix, parser.getText());
                } else if (!typed) {
                    member(prefix, name, token);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void member(String prefix, String name, JsonToken token) throws IOException {
            String key = prefix.isEmpty() ? name : prefix + "." + name;
            if (token == JsonToken.START_OBJECT) {
                object(key);
                return;
            }
            if (key.equals("_step") && token == JsonToken.VALUE_NUMBER_INT) {
                step = parser.getLongValue();
            }
            types.put(key, type(token));
            parser.skipChildren();
        }

        private static boolean isType(String prefix, String name, JsonToken token) {
            return !prefix.isEmpty() && name.equals("_type") && token == JsonToken.VALUE_STRING;
        }

        private static String type(JsonToken token) {
            return switch (token) {
                case VALUE_STRING -> "string";
                case VALUE_TRUE, VALUE_FALSE -> "boolean";
                case VALUE_NULL -> "nil";
                case START_ARRAY -> "list";
                default -> "number";
            };
        }
    }
}
