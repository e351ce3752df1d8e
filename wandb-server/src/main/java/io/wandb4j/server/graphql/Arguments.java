package io.wandb4j.server.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.wandb4j.server.errors.RequestException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments of a field, or the members of its {@code input}; null and absent are the same, as clients mean them. */
public final class Arguments {

    private final Map<String, @Nullable Object> values;

    private Arguments(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** The field's own arguments. */
    public static Arguments of(DataFetchingEnvironment environment) {
        return new Arguments(environment.getArguments());
    }

    /** The members of the field's {@code input} argument. */
    public static Arguments input(DataFetchingEnvironment environment) {
        Map<String, @Nullable Object> input = environment.getArgument("input");
        return new Arguments(input == null ? Map.of() : input);
    }

    /** A text, or null. */
    public @Nullable String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    /** A text that must be there. */
    public String needText(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw RequestException.invalid(name + " must not be empty");
        }
        return text;
    }

    /** A whole number, or the other one. */
    public long number(String name, long otherwise) {
        return values.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    /** A whole number, or null. */
    public @Nullable Long number(String name) {
        return values.get(name) instanceof Number number ? (Long) number.longValue() : null;
    }

    /** A double, or the other one. */
    public double real(String name, double otherwise) {
        return values.get(name) instanceof Number number ? number.doubleValue() : otherwise;
    }

    /** Whether the flag is set. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /** Texts, nulls left out; null when the argument is not given. */
    public @Nullable List<String> texts(String name) {
        if (!(values.get(name) instanceof List<?> list)) {
            return null;
        }
        return list.stream().filter(Objects::nonNull).map(String.class::cast).toList();
    }

    /** The objects of a list, as arguments in their own right; none when the argument is not given. */
    public List<Arguments> objects(String name) {
        if (!(values.get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream().map(Arguments::object).toList();
    }

    @SuppressWarnings("unchecked") // the schema says that keys are names
    private static Arguments object(@Nullable Object value) {
        return new Arguments(value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of());
    }

    /** Any value, or null. */
    public @Nullable Object value(String name) {
        return values.get(name);
    }
}
