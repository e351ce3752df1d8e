package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** How the database gets at a field of runs; null for whatever it cannot say exactly as {@link RunFields} means it. */
interface SqlField {
    /** Whether the field is, or as a list has, a value. */
    @Nullable
    SqlPart equal(JsonNode wanted);

    /** Whether the field compares so with a value: {@code <}, {@code <=}, {@code >} or {@code >=}. */
    @Nullable
    SqlPart compared(String operator, JsonNode wanted);

    /** Whether a run has the field. */
    SqlPart exists();

    /** What to order by, runs without the value last. */
    @Nullable
    SqlPart order(boolean descending);

    /** The field of this name, null if the database cannot get at it.
     *
     * @param silentSince runs that were not heard of since then are no longer what they last said */
    static @Nullable SqlField of(String name, long silentSince) {
        int dot = name.indexOf('.');
        String rest = name.substring(dot + 1);
        return switch (dot < 0 ? "" : name.substring(0, dot)) {
            case "config" -> config(rest.endsWith(".value") ? rest.substring(0, rest.length() - 6) : rest);
            case "summary_metrics", "summaryMetrics", "summary" ->
                SqlJson.isPlain(rest) ? new SqlJson("summary_json", "$.\"" + rest + "\"") : null;
            default -> column(name, silentSince);
        };
    }

    private static @Nullable SqlField config(String key) {
        return SqlJson.isPlain(key) ? new SqlJson("config_json", "$.\"" + key + "\".value") : null;
    }

    private static @Nullable SqlField column(String name, long silentSince) {
        return switch (name) {
            case "name" -> new Text("name");
            case "display_name", "displayName" -> new Text("display_name");
            case "state" ->
                new Text("iif(heartbeat_at >= " + silentSince + ", state, CASE state WHEN 'running' THEN 'crashed'"
                        + " WHEN 'preempting' THEN 'preempted' ELSE state END)");
            case "group", "group_name" -> new Text("group_name");
            case "job_type", "jobType" -> new Text("job_type");
            case "host" -> new Text("host");
            case "sweep", "sweepName", "sweep_name" -> new Text("sweep_name");
            case "notes" -> new Text("notes");
            case "description" -> new Text("description");
            case "commit" -> new Text("commit_hash");
            case "username", "user" -> new Text("(SELECT a.name FROM account a WHERE a.id = run.account_id)");
            case "tags" -> new Tags();
            case "created_at", "createdAt" -> new Time("created_at");
            case "heartbeat_at", "heartbeatAt", "updated_at", "updatedAt" -> new Time("heartbeat_at");
            default -> null;
        };
    }

    /** A text, null where a run has none. */
    record Text(String expression) implements SqlField {
        @Override
        public SqlPart equal(JsonNode wanted) {
            if (wanted.isNull()) {
                return exists().negated();
            }
            return wanted.isTextual() ? SqlPart.of(expression + " IS ?", wanted.textValue()) : SqlPart.FALSE;
        }

        @Override
        public SqlPart compared(String operator, JsonNode wanted) {
            return wanted.isTextual()
                    ? SqlPart.of("coalesce(" + expression + " " + operator + " ?, 0)", wanted.textValue())
                    : SqlPart.FALSE;
        }

        @Override
        public SqlPart exists() {
            return SqlPart.of(expression + " IS NOT NULL");
        }

        @Override
        public SqlPart order(boolean descending) {
            return SqlPart.of(expression + " IS NULL, " + expression + (descending ? " DESC" : ""));
        }
    }

    /** Milliseconds, which filters write as ISO text. */
    record Time(String column) implements SqlField {
        @Override
        public @Nullable SqlPart equal(JsonNode wanted) {
            return null;
        }

        @Override
        public @Nullable SqlPart compared(String operator, JsonNode wanted) {
            try {
                return wanted.isTextual()
                        ? SqlPart.of(
                                column + " " + operator + " ?",
                                Instant.parse(wanted.textValue()).toEpochMilli())
                        : null;
            } catch (DateTimeParseException e) {
                return null; // a part of a time, which is compared as text
            }
        }

        @Override
        public SqlPart exists() {
            return SqlPart.TRUE;
        }

        @Override
        public SqlPart order(boolean descending) {
            return SqlPart.of(column + (descending ? " DESC" : ""));
        }
    }

    /** The list of tags. */
    record Tags() implements SqlField {
        @Override
        public @Nullable SqlPart equal(JsonNode wanted) {
            return wanted.isTextual()
                    ? SqlPart.of("EXISTS (SELECT 1 FROM json_each(tags_json) WHERE value = ?)", wanted.textValue())
                    : null;
        }

        @Override
        public SqlPart compared(String operator, JsonNode wanted) {
            return SqlPart.FALSE;
        }

        @Override
        public SqlPart exists() {
            return SqlPart.TRUE;
        }

        @Override
        public @Nullable SqlPart order(boolean descending) {
            return null;
        }
    }
}
