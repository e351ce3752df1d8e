package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wandb4j.server.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a filter that the database can judge itself, and the rest of it.
 *
 * <p>Filters are checked by {@link RunFilter} before.
 *
 * @param known true of all runs that match
 * @param rest what is to be asked of those besides; an empty list if {@code known} says it all */
record SqlFilter(SqlPart known, ArrayNode rest) {
    /** Divides a filter.
     *
     * @param silentSince runs that were not heard of since then are no longer what they last said */
    static SqlFilter of(JsonNode filter, long silentSince) {
        Translation translation = new Translation(silentSince);
        List<SqlPart> known = new ArrayList<>();
        ArrayNode rest = Json.MAPPER.createArrayNode();
        divide(filter, translation, known, rest);
        return new SqlFilter(SqlPart.joined(known, " AND ", SqlPart.TRUE), rest);
    }

    private static void divide(JsonNode filter, Translation translation, List<SqlPart> known, ArrayNode rest) {
        for (Map.Entry<String, JsonNode> entry : filter.properties()) {
            if (entry.getKey().equals("$and")) {
                entry.getValue().forEach(each -> divide(each, translation, known, rest));
                continue;
            }
            SqlPart part = translation.condition(entry.getKey(), entry.getValue());
            if (part == null || !part.isModest()) {
                rest.addObject().set(entry.getKey(), entry.getValue());
            } else {
                known.add(part);
            }
        }
    }

    /** Puts conditions into SQL; null where that cannot be done exactly. */
    private record Translation(long silentSince) {
        @Nullable
        SqlPart condition(String name, JsonNode value) {
            return switch (name) {
                case "$and" -> each(value, " AND ", SqlPart.TRUE);
                case "$or" -> each(value, " OR ", SqlPart.FALSE);
                case "$nor" -> negated(each(value, " OR ", SqlPart.FALSE));
                case "$not" -> negated(all(value));
                default -> field(name, value);
            };
        }

        private @Nullable SqlPart all(JsonNode filter) {
            List<SqlPart> parts = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : filter.properties()) {
                SqlPart part = condition(entry.getKey(), entry.getValue());
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return SqlPart.joined(parts, " AND ", SqlPart.TRUE);
        }

        private @Nullable SqlPart each(JsonNode filters, String operator, SqlPart none) {
            List<SqlPart> parts = new ArrayList<>();
            for (JsonNode filter : filters) {
                SqlPart part = all(filter);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return SqlPart.joined(parts, operator, none);
        }

        private @Nullable SqlPart field(String name, JsonNode value) {
            SqlField field = SqlField.of(name, silentSince);
            if (field == null) {
                return null;
            }
            return RunFilter.isOperators(value) ? operators(field, value) : field.equal(value);
        }

        private static @Nullable SqlPart operators(SqlField field, JsonNode operators) {
            List<SqlPart> parts = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : operators.properties()) {
                SqlPart part = operator(field, entry.getKey(), entry.getValue());
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return SqlPart.joined(parts, " AND ", SqlPart.TRUE);
        }

        private static @Nullable SqlPart operator(SqlField field, String operator, JsonNode wanted) {
            return switch (operator) {
                case "$eq" -> field.equal(wanted);
                case "$ne" -> negated(field.equal(wanted));
                case "$gt" -> field.compared(">", wanted);
                case "$gte" -> field.compared(">=", wanted);
                case "$lt" -> field.compared("<", wanted);
                case "$lte" -> field.compared("<=", wanted);
                case "$in" -> in(field, wanted);
                case "$nin" -> negated(in(field, wanted));
                case "$exists" ->
                    wanted.asBoolean() ? field.exists() : field.exists().negated();
                case "$not" -> negated(operators(field, wanted));
                default -> null;
            };
        }

        private static @Nullable SqlPart in(SqlField field, JsonNode list) {
            List<SqlPart> parts = new ArrayList<>();
            for (JsonNode wanted : list) {
                SqlPart part = field.equal(wanted);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return SqlPart.joined(parts, " OR ", SqlPart.FALSE);
        }

        private static @Nullable SqlPart negated(@Nullable SqlPart part) {
            return part == null ? null : part.negated();
        }
    }
}
