package io.wandb4j.sweeps.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One mapping of a config under check: every finding is added to the problems, none stops the check. */
final class Section {
    private final String path;
    private final Map<?, ?> values;
    private final List<Problem> problems;

    Section(String path, Map<?, ?> values, List<Problem> problems) {
        this.path = path;
        this.values = values;
        this.problems = problems;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    @Nullable
    Object get(String key) {
        return values.get(key);
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    void add(String key, String message) {
        problems.add(Problem.of(path(key), values.get(key), Problem.shown(values.get(key)) + " " + message));
    }

    void onlyKeys(String owner, Collection<String> known) {
        for (Object key : values.keySet()) {
            String name = String.valueOf(key);
            if (!known.contains(name)) {
                problems.add(Problem.unknownKey(path(name), name, values.get(key), owner, known));
            }
        }
    }

    void require(String key, String why) {
        if (!has(key)) {
            problems.add(Problem.missing(path(key), why));
        }
    }

    void strings(String... keys) {
        for (String key : keys) {
            if (has(key) && !(get(key) instanceof String)) {
                add(key, "must be a string");
            }
        }
    }

    void choice(String key, Collection<String> allowed) {
        Object value = get(key);
        if (has(key) && !(value instanceof String text && allowed.contains(text))) {
            problems.add(Problem.notAllowed(path(key), value, allowed));
        }
    }

    /** Whether the key holds a number; a missing key is no problem, but no number either. */
    boolean number(String key) {
        Object value = get(key);
        boolean good = value instanceof Number number && Double.isFinite(number.doubleValue());
        if (has(key) && !good) {
            add(key, "must be a number" + (value instanceof String ? ", not a string" : ""));
        }
        return good;
    }

    void numberAbove(String key, double bound) {
        if (number(key) && asDouble(key) <= bound) {
            add(key, "must be greater than " + plain(bound));
        }
    }

    void numberAtLeast(String key, double bound) {
        if (number(key) && asDouble(key) < bound) {
            add(key, "must be at least " + plain(bound));
        }
    }

    /** A number without a fraction; 5.0 is one. */
    void whole(String key, long least) {
        if (!number(key)) {
            return;
        }
        if (asDouble(key) != Math.rint(asDouble(key))) {
            add(key, "must be a whole number");
        } else if (asDouble(key) < least) {
            add(key, "must be at least " + least);
        }
    }

    /** The non-empty list of a key, or an empty one after a problem was noted. */
    List<?> list(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (get(key) instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        add(key, get(key) instanceof List<?> ? "must hold at least one value" : "must be a list");
        return new ArrayList<>();
    }

    double asDouble(String key) {
        return get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** The mapping of a key; null where there is none, with a problem noted when something else stands there. */
    @Nullable
    Section section(String key) {
        if (get(key) instanceof Map<?, ?> map) {
            return new Section(path(key), map, problems);
        }
        if (has(key)) {
            add(key, "must be a mapping");
        }
        return null;
    }

    Map<?, ?> map() {
        return values;
    }

    String path() {
        return path;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
