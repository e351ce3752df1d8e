package io.wandb4j.training;

import io.wandb4j.errors.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file's name with Keras' placeholders in it, such as <code>net-{epoch:02d}-{val_loss:.2f}</code>.
 *
 * <p>A placeholder is a name, and after a colon a zero for padding, a width, a precision and one of {@code d f e g}. */
final class FileNameTemplate {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{([^{}:/\\\\\\x00-\\x1f]+)(?::(0)?(\\d+)?(?:\\.(\\d+))?([dfeg])?)?}");
    private static final Pattern UNFIT = Pattern.compile("[{}/\\\\:\\x00-\\x1f]");

    private final String template;

    private FileNameTemplate(String template) {
        this.template = template;
    }

    static FileNameTemplate of(String template) {
        String literals = PLACEHOLDER.matcher(template).replaceAll("");
        boolean empty = template.isBlank() || template.equals(".") || template.equals("..");
        if (empty || UNFIT.matcher(literals).find()) {
            throw new UsageException(
                    "\"" + template + "\" does not name a file; write letters, digits and placeholders "
                            + "such as {epoch:02d} or {val_loss:.2f}, no folders");
        }
        return new FileNameTemplate(template);
    }

    /** The name for these values.
     *
     * @throws UsageException if a placeholder has no value */
    String fill(Map<String, ? extends Number> values) {
        StringBuilder name = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(template);
        while (matcher.find()) {
            Number value = values.get(matcher.group(1));
            if (value == null) {
                throw new UsageException("the file name \"" + template + "\" speaks of \"" + matcher.group(1)
                        + "\", but there are only " + values.keySet());
            }
            matcher.appendReplacement(name, Matcher.quoteReplacement(format(matcher, value)));
        }
        return matcher.appendTail(name).toString();
    }

    private static String format(Matcher placeholder, Number value) {
        String kind = placeholder.group(5);
        boolean whole = value instanceof Integer || value instanceof Long;
        if (kind == null && placeholder.group(4) == null && placeholder.group(3) == null) {
            return value.toString();
        }
        String conversion = kind == null ? (whole ? "d" : "f") : kind;
        List<String> parts = new ArrayList<>(List.of("%"));
        if (placeholder.group(3) != null) {
            parts.add(placeholder.group(2) == null ? "" : "0");
            parts.add(placeholder.group(3));
        }
        if (conversion.equals("d")) {
            return String.format(Locale.ROOT, String.join("", parts) + "d", value.longValue());
        }
        parts.add(placeholder.group(4) == null ? "" : "." + placeholder.group(4));
        return String.format(Locale.ROOT, String.join("", parts) + conversion, value.doubleValue());
    }
}
