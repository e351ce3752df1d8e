package io.wandb4j.query;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Something of a run that filters and orders speak of; it makes the conditions of a {@link RunFilter}.
 *
 * @param name as W&amp;B's filters spell it, such as {@code config.lr} or {@code created_at} */
public record RunField(String name) {
    /** The state: {@code running}, {@code finished}, {@code failed}, {@code crashed}, {@code killed} ... */
    public static final RunField STATE = new RunField("state");

    /** The id. */
    public static final RunField ID = new RunField("name");

    /** The name as people see it. */
    public static final RunField NAME = new RunField("display_name");

    /** The group. */
    public static final RunField GROUP = new RunField("group");

    /** The kind of job. */
    public static final RunField JOB_TYPE = new RunField("jobType");

    /** The sweep, by its id. */
    public static final RunField SWEEP = new RunField("sweep");

    /** The user who made it. */
    public static final RunField USER = new RunField("username");

    /** The tags: a run has the value if one of its tags is it. */
    public static final RunField TAGS = new RunField("tags");

    /** When it was made. */
    public static final RunField CREATED_AT = new RunField("created_at");

    /** When it was last heard of. */
    public static final RunField HEARTBEAT_AT = new RunField("heartbeat_at");

    /** Checks the name. */
    public RunField {
        requireNonNull(name, "name");
    }

    /** A value of the config; parts of nested ones have dots between them. */
    public static RunField config(String key) {
        return new RunField("config." + key + ".value");
    }

    /** A value of the summary; parts of nested ones have dots between them. */
    public static RunField summary(String key) {
        return new RunField("summary_metrics." + key);
    }

    /** The runs in which this is that value. */
    public RunFilter is(Object value) {
        return new RunFilter(Map.of(name, plain(value)));
    }

    /** The runs in which this is another value, or none. */
    public RunFilter isNot(Object value) {
        return compared("$ne", value);
    }

    /** The runs in which this is less. */
    public RunFilter lessThan(Object value) {
        return compared("$lt", value);
    }

    /** The runs in which this is less or equal. */
    public RunFilter atMost(Object value) {
        return compared("$lte", value);
    }

    /** The runs in which this is greater. */
    public RunFilter greaterThan(Object value) {
        return compared("$gt", value);
    }

    /** The runs in which this is greater or equal. */
    public RunFilter atLeast(Object value) {
        return compared("$gte", value);
    }

    /** The runs in which this is one of the values. */
    public RunFilter in(Object... values) {
        return compared("$in", list(values));
    }

    /** The runs in which this is none of the values. */
    public RunFilter notIn(Object... values) {
        return compared("$nin", list(values));
    }

    /** The runs in which this is a text in which the regular expression is found. */
    public RunFilter matches(String regex) {
        return compared("$regex", regex);
    }

    /** The runs that have this. */
    public RunFilter exists() {
        return compared("$exists", true);
    }

    private RunFilter compared(String operator, Object value) {
        return new RunFilter(Map.of(name, Map.of(operator, plain(value))));
    }

    private static Object plain(Object value) {
        return value instanceof Instant || value instanceof Enum<?> ? value.toString() : value;
    }

    private static List<Object> list(Object... values) {
        return Arrays.stream(values).map(RunField::plain).toList();
    }
}
