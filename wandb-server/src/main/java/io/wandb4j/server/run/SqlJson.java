package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value within the JSON of a column.
 *
 * @param column the column
 * @param path where in its JSON */
record SqlJson(String column, String path) implements SqlField {
    private static final String RANK =
            "CASE json_type(%s, ?) WHEN 'integer' THEN 0 WHEN 'real' THEN 0 WHEN 'text' THEN 1"
                    + " WHEN 'true' THEN 2 WHEN 'false' THEN 2 ELSE 3 END";

    /** Whether a key means itself in a path: dots may lead into it, and quotes end it. */
    static boolean isPlain(String key) {
        return !key.isEmpty() && key.chars().noneMatch(c -> c == '.' || c == '"' || c == '\\' || c < ' ');
    }

    @Override
    public @Nullable SqlPart equal(JsonNode wanted) {
        Scalar scalar = Scalar.of(wanted);
        if (scalar == null) {
            return null;
        }
        String value = "json_extract(" + column + ", ?)";
        return SqlPart.of(
                "CASE WHEN json_type(" + column + ", ?) = 'array' THEN EXISTS (SELECT 1 FROM json_each(" + column
                        + ", ?) e WHERE e.type IN (" + scalar.types() + ") AND e.value = ?) ELSE"
                        + " coalesce(json_type(" + column + ", ?) IN (" + scalar.types() + ") AND " + value
                        + " = ?, 0) END",
                path,
                path,
                scalar.value(),
                path,
                path,
                scalar.value());
    }

    @Override
    public @Nullable SqlPart compared(String operator, JsonNode wanted) {
        Scalar scalar = Scalar.of(wanted);
        if (scalar == null || wanted.isBoolean()) {
            return null;
        }
        return SqlPart.of(
                "coalesce(json_type(" + column + ", ?) IN (" + scalar.types() + ") AND json_extract(" + column + ", ?) "
                        + operator + " ?, 0)",
                path,
                path,
                scalar.value());
    }

    @Override
    public SqlPart exists() {
        return SqlPart.of("json_type(" + column + ", ?) IS NOT NULL", path);
    }

    @Override
    public SqlPart order(boolean descending) {
        String rank = RANK.formatted(column);
        String down = descending ? " DESC" : "";
        String value = "iif(" + rank + " = 3, NULL, json_extract(" + column + ", ?))";
        String sql = rank + " = 3, " + rank + down + ", " + value + down;
        return new SqlPart(sql, List.of(path, path, path, path));
    }

    /** A value that the database compares as {@link Values} does.
     *
     * @param types the types of JSON that it can equal */
    private record Scalar(String types, Object value) {
        static @Nullable Scalar of(JsonNode wanted) {
            if (wanted.isTextual()) {
                return new Scalar("'text'", wanted.textValue());
            }
            if (wanted.isBoolean()) {
                return new Scalar(wanted.booleanValue() ? "'true'" : "'false'", wanted.booleanValue() ? 1 : 0);
            }
            if (wanted.isIntegralNumber()) {
                return wanted.canConvertToLong() ? new Scalar("'integer', 'real'", wanted.longValue()) : null;
            }
            return wanted.isNumber() && Double.isFinite(wanted.doubleValue())
                    ? new Scalar("'integer', 'real'", wanted.doubleValue())
                    : null;
        }
    }
}
