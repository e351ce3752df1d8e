package io.wandb4j.query;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Named values as they were logged: a run's config, its summary, or a row of its history.
 *
 * <p>Immutable. A value is a number, a text, a boolean, null, or a list or map of such. */
public final class Values {
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> MAP = new TypeReference<>() {};
    private static final Set<String> SPECIAL = Set.of("NaN", "Infinity", "-Infinity");

    private final Map<String, @Nullable Object> values;

    private Values(Map<String, @Nullable Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** The values of a JSON object, or of a text that is one; none of anything else. */
    static Values of(JsonNode node) {
        return new Values(Json.MAPPER.convertValue(tree(node), MAP));
    }

    /** A JSON object, or what a text that is one says; an empty one for anything else. */
    static ObjectNode tree(JsonNode node) {
        try {
            JsonNode tree = node.isTextual() ? Json.read(node.textValue()) : node;
            return tree instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        } catch (UncheckedIOException e) {
            return Json.MAPPER.createObjectNode(); // What somebody else wrote wrongly is not there.
        }
    }

    /** The values of a config, out of what is said about each of them, and without what clients add for themselves. */
    static Values ofConfig(JsonNode node) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        of(node).asMap().forEach((key, wrapped) -> {
            boolean isOwn = key.equals("_wandb") || key.equals("wandb_version");
            if (!isOwn) {
                config.put(
                        key, wrapped instanceof Map<?, ?> map && map.containsKey("value") ? map.get("value") : wrapped);
            }
        });
        return new Values(config);
    }

    /** A value; empty if there is none, or it is null. */
    public Optional<Object> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A number; empty if there is none or it is something else. May be NaN or infinite. */
    public OptionalDouble number(String key) {
        Object value = values.get(key);
        if (value instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        return value instanceof String text && SPECIAL.contains(text)
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }

    /** A whole number; empty if there is none or it is something else. */
    public OptionalLong integer(String key) {
        return values.get(key) instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    /** A text; empty if there is none or it is something else. */
    public Optional<String> text(String key) {
        return get(key).filter(String.class::isInstance).map(String.class::cast);
    }

    /** A boolean; empty if there is none or it is something else. */
    public Optional<Boolean> flag(String key) {
        return get(key).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /** All values by name. */
    public Map<String, @Nullable Object> asMap() {
        return values;
    }

    /** The values as a record or bean, by the names of its components; values that it does not name are left out.
     *
     * @throws UsageException if a value does not fit */
    public <T> T as(Class<T> type) {
        try {
            return Json.MAPPER
                    .readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(Json.MAPPER.<JsonNode>valueToTree(values));
        } catch (IOException e) {
            throw new UsageException("values do not fit " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Values that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
