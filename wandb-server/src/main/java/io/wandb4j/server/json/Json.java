package io.wandb4j.server.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.errors.RequestException;
import org.jspecify.annotations.Nullable;

/** JSON with bare {@code NaN}, {@code Infinity} and {@code -Infinity}, as W&amp;B clients write it. */
public final class Json {

    /** The largest single JSON string that is read, in characters: one line of a file stream, with room to spare. */
    public static final int MAX_STRING = 32 << 20;

    /** The one mapper. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    /** The mapper for answers that strict parsers read: {@code NaN} and its like become strings. */
    public static final ObjectMapper STRICT =
            JsonMapper.builder().enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MAX_STRING)
                        .build());
    }

    // What comes behind a value is no part of it: stored as it is, it would spoil every later reading.
    private static final ObjectReader WHOLE = MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** Reads an object that a client sent; what names it in the error. */
    public static ObjectNode object(String text, String what) {
        try {
            if (WHOLE.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw RequestException.invalid(what + " is not valid JSON: " + e.getOriginalMessage());
        }
        throw RequestException.invalid(what + " must be a JSON object");
    }

    /** Reads an object from the server's own storage; nothing stored gives an empty object. */
    public static ObjectNode stored(@Nullable String text) {
        return text == null || text.isEmpty() ? MAPPER.createObjectNode() : object(text, "a stored value");
    }

    /** Writes a value as JSON text. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + value.getClass(), e);
        }
    }

    /** The plain Java value of a node: maps, lists, strings, numbers, booleans or null. */
    public static @Nullable Object plain(JsonNode node) {
        return MAPPER.convertValue(node, Object.class);
    }
}
