package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Filters of runs and artifacts in the form that clients send: MongoDB's query language. */
public final class RunFilter {

    private static final long LARGEST_PATTERN = 100_000;
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?}");

    private RunFilter() {}

    /** The condition that the filter text states; none means everything. */
    public static Predicate<Fields> parse(@Nullable String filters) {
        if (isEmpty(filters)) {
            return run -> true;
        }
        return all(Json.object(String.valueOf(filters), "filters"));
    }

    static boolean isEmpty(@Nullable String filters) {
        return filters == null || filters.isBlank() || filters.equals("{}") || filters.equals("null");
    }

    private static Predicate<Fields> all(JsonNode filter) {
        if (!filter.isObject()) {
            throw RequestException.invalid("a filter must be a JSON object, not " + filter);
        }
        Predicate<Fields> all = run -> true;
        for (Map.Entry<String, JsonNode> entry : filter.properties()) {
            all = all.and(condition(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    private static Predicate<Fields> condition(String name, JsonNode value) {
        return switch (name) {
            case "$and" -> each(name, value).stream().reduce(run -> true, Predicate::and);
            case "$or" -> each(name, value).stream().reduce(run -> false, Predicate::or);
            case "$nor" ->
                each(name, value).stream().reduce(run -> false, Predicate::or).negate();
            case "$not" -> all(value).negate();
            default -> field(name, value);
        };
    }

    private static List<Predicate<Fields>> each(String operator, JsonNode list) {
        if (!list.isArray()) {
            throw RequestException.invalid(operator + " takes a list of filters");
        }
        List<Predicate<Fields>> conditions = new ArrayList<>();
        list.forEach(filter -> conditions.add(all(filter)));
        return conditions;
    }

    private static Predicate<Fields> field(String name, JsonNode value) {
        if (name.startsWith("$")) {
            throw RequestException.invalid("unknown filter operator " + name);
        }
        Predicate<JsonNode> test = isOperators(value) ? operators(value) : actual -> matches(actual, value);
        return run -> test.test(run.value(name));
    }

    static boolean isOperators(JsonNode value) {
        return value instanceof ObjectNode object
                && !object.isEmpty()
                && object.properties().stream().allMatch(entry -> entry.getKey().startsWith("$"));
    }

    private static Predicate<JsonNode> operators(JsonNode operators) {
        Predicate<JsonNode> all = actual -> true;
        for (Map.Entry<String, JsonNode> entry : operators.properties()) {
            all = all.and(operator(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    private static Predicate<JsonNode> operator(String name, JsonNode wanted) {
        return switch (name) {
            case "$eq" -> actual -> matches(actual, wanted);
            case "$ne" -> actual -> !matches(actual, wanted);
            case "$gt" -> actual -> Values.isComparable(actual, wanted) && Values.compare(actual, wanted) > 0;
            case "$gte" -> actual -> Values.isComparable(actual, wanted) && Values.compare(actual, wanted) >= 0;
            case "$lt" -> actual -> Values.isComparable(actual, wanted) && Values.compare(actual, wanted) < 0;
            case "$lte" -> actual -> Values.isComparable(actual, wanted) && Values.compare(actual, wanted) <= 0;
            case "$in" -> in(name, wanted);
            case "$nin" -> in(name, wanted).negate();
            case "$exists" -> actual -> actual.isMissingNode() != wanted.asBoolean();
            case "$regex" -> regex(wanted);
            case "$not" -> operators(wanted).negate();
            default -> throw RequestException.invalid("unknown filter operator " + name);
        };
    }

    private static Predicate<JsonNode> in(String name, JsonNode wanted) {
        if (!wanted.isArray()) {
            throw RequestException.invalid(name + " takes a list of values");
        }
        return actual -> {
            for (JsonNode value : wanted) {
                if (matches(actual, value)) {
                    return true;
                }
            }
            return false;
        };
    }

    // RE2, the dialect that W&B documents, also never takes more than linear time.
    private static Predicate<JsonNode> regex(JsonNode wanted) {
        try {
            Pattern pattern = Pattern.compile(checked(wanted.asText()));
            return actual ->
                    actual.isTextual() && pattern.matcher(actual.textValue()).find();
        } catch (PatternSyntaxException e) {
            throw RequestException.invalid("invalid $regex: " + e.getMessage());
        }
    }

    // Counts within counts multiply: a pattern of twenty characters may need more memory than there is.
    private static String checked(String pattern) {
        long size = pattern.length();
        Matcher counts = COUNT.matcher(pattern);
        while (counts.find() && size <= LARGEST_PATTERN) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            size *= Math.max(1, Long.parseLong(most));
        }
        if (size > LARGEST_PATTERN) {
            throw RequestException.invalid("the $regex is too large: its length times all of its counts, such as {2,5},"
                    + " may be at most " + LARGEST_PATTERN);
        }
        return pattern;
    }

    private static boolean matches(JsonNode actual, JsonNode wanted) {
        if (wanted.isNull()) {
            return actual.isMissingNode() || actual.isNull() || actual.isArray() && actual.isEmpty();
        }
        if (actual.isArray() && !wanted.isArray()) {
            for (JsonNode element : actual) {
                if (Values.same(element, wanted)) {
                    return true;
                }
            }
            return false;
        }
        return Values.same(actual, wanted);
    }
}
