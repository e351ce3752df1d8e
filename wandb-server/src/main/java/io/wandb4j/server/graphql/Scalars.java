package io.wandb4j.server.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.json.Json;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The scalars of the W&amp;B schema beyond GraphQL's own. */
final class Scalars {

    private Scalars() {}

    static void addTo(RuntimeWiring.Builder wiring) {
        wiring.scalar(scalar("JSONString", "JSON as text.", Scalars::jsonText, Scalars::text))
                .scalar(scalar("JSON", "Any JSON value.", Scalars::json, value -> value))
                .scalar(scalar("DateTime", "A time, ISO 8601 in UTC.", Scalars::time, Scalars::text))
                .scalar(scalar("Int64", "A whole number of 64 bits.", value -> value, Scalars::number))
                .scalar(scalar("Duration", "A time span in milliseconds.", value -> value, Scalars::number));
    }

    private static Object jsonText(Object value) {
        return value instanceof String text ? text : Json.text(value);
    }

    private static Object json(Object value) {
        Object plain = value instanceof JsonNode node ? Json.plain(node) : value;
        return plain == null ? Map.of() : plain;
    }

    private static Object time(Object value) {
        return value instanceof Long millis ? Instant.ofEpochMilli(millis).toString() : value.toString();
    }

    private static @Nullable Object text(Object value) {
        return value instanceof String ? value : null;
    }

    private static @Nullable Object number(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        return value instanceof String text && text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    private static GraphQLScalarType scalar(
            String name, String description, Function<Object, Object> out, Function<Object, @Nullable Object> in) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .description(description)
                .coercing(new Plain(name, out, in))
                .build();
    }

    /** Values that pass through, converted by one function each way. */
    private record Plain(String name, Function<Object, Object> out, Function<Object, @Nullable Object> in)
            implements Coercing<Object, Object> {

        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return out.apply(value);
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            Object parsed = in.apply(value);
            if (parsed == null) {
                throw new CoercingParseValueException(name + " expected, not " + value);
            }
            return parsed;
        }

        @Override
        public Object parseLiteral(
                Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            Object plain = plain(literal);
            Object parsed = plain == null ? null : in.apply(plain);
            if (parsed == null) {
                throw new CoercingParseLiteralException(name + " expected, not " + literal);
            }
            return parsed;
        }

        private static @Nullable Object plain(Value<?> literal) {
            if (literal instanceof StringValue text) {
                return text.getValue();
            }
            if (literal instanceof IntValue number) {
                return whole(number.getValue());
            }
            if (literal instanceof FloatValue number) {
                return number.getValue().doubleValue();
            }
            if (literal instanceof BooleanValue flag) {
                return flag.isValue();
            }
            return composite(literal);
        }

        private static Object whole(BigInteger number) {
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        }

        private static @Nullable Object composite(Value<?> literal) {
            if (literal instanceof ArrayValue array) {
                List<@Nullable Object> values = new ArrayList<>();
                array.getValues().forEach(value -> values.add(plain(value)));
                return values;
            }
            if (literal instanceof ObjectValue object) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                object.getObjectFields().forEach(field -> values.put(field.getName(), plain(field.getValue())));
                return values;
            }
            return null;
        }
    }
}
