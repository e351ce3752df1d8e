package io.wandb4j.sweeps.config;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that is wrong with a sweep config, and how to mend it.
 *
 * @param path where, with dots: {@code parameters.lr.min}; empty for the config as a whole
 * @param value what stands there; null where nothing does
 * @param message what is wrong, without the path
 * @param allowed what could stand there instead; empty where that is not a short list
 * @param nearest for an unknown key, the known key that looks most like it
 * @param deprecation whether the sweep works all the same, and only a better way exists */
public record Problem(
        String path,
        @Nullable Object value,
        String message,
        List<String> allowed,
        @Nullable String nearest,
        boolean deprecation) {
    public Problem {
        allowed = List.copyOf(allowed);
    }

    static Problem of(String path, @Nullable Object value, String message) {
        return new Problem(path, value, message, List.of(), null, false);
    }

    static Problem missing(String path, String why) {
        return new Problem(path, null, "is missing: " + why, List.of(), null, false);
    }

    static Problem notAllowed(String path, @Nullable Object value, Collection<String> allowed) {
        return new Problem(path, value, shown(value) + " is not allowed", List.copyOf(allowed), null, false);
    }

    static Problem unknownKey(String path, String key, @Nullable Object value, String owner, Collection<String> known) {
        return new Problem(path, value, "unknown key in " + owner, List.copyOf(known), Nearest.to(key, known), false);
    }

    static Problem deprecated(String path, Object value, String message) {
        return new Problem(path, value, message, List.of(), null, true);
    }

    static Problem ignoredMacro(String path, String word, Collection<String> known) {
        String message = shown(word) + " is no macro, so agents leave it out";
        return new Problem(path, word, message, List.copyOf(known), Nearest.to(word, known), true);
    }

    /** The problem in one line: path, what is wrong, what is allowed, and the nearest known key. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(path.isEmpty() ? "" : path + ": ").append(message);
        if (nearest != null) {
            line.append("; did you mean ").append(nearest).append('?');
        }
        if (!allowed.isEmpty()) {
            line.append(nearest == null ? "; allowed: " : " Allowed: ").append(String.join(", ", allowed));
        }
        return line.toString();
    }

    /** A value as it stands in a message: strings quoted, long ones cut. */
    static String shown(@Nullable Object value) {
        String text = value instanceof String ? '"' + (String) value + '"' : String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
