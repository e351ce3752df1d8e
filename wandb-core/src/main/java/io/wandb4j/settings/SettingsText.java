package io.wandb4j.settings;

import io.wandb4j.errors.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The lines of a settings file, read as the official client's parser reads them.
 *
 * <p>An indented line goes on with the value above it; a key twice, a line without a value and a line before the first
 * section make the whole file unreadable. */
record SettingsText(List<String> lines) {
    /** The keys of a section and their values. */
    Map<String, String> section(String section) {
        Map<String, String> values = new LinkedHashMap<>();
        String current = "";
        String key = null;
        int indent = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (isRemark(line)) {
                continue;
            }
            if (key != null && indent(line) > indent) {
                values.merge(current + key, line.strip(), (before, more) -> before + "\n" + more);
            } else if (line.strip().startsWith("[")) {
                current = line.strip();
                key = null;
            } else {
                key = take(values, current, line, i + 1);
                indent = indent(line);
            }
        }
        return of(section, values);
    }

    /** The key that a line gives a value to. */
    static Optional<String> keyOf(String line) {
        int separator = separator(line);
        return isRemark(line) || separator <= 0
                ? Optional.empty()
                : Optional.of(line.substring(0, separator).strip().toLowerCase(Locale.ROOT));
    }

    private String take(Map<String, String> values, String section, String line, int number) {
        String key = keyOf(line).orElse(null);
        if (section.isEmpty() || key == null) {
            throw bad(number, section.isEmpty() ? "stands before any [section]" : "is not of the form key = value");
        }
        String value = line.substring(separator(line) + 1).strip();
        if (values.putIfAbsent(section + key, value) != null) {
            throw bad(number, "gives '" + key + "' a second time");
        }
        return key;
    }

    private UsageException bad(int line, String problem) {
        return new UsageException("line " + line + " " + problem);
    }

    private static Map<String, String> of(String section, Map<String, String> all) {
        Map<String, String> values = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(section)) {
                values.put(key.substring(section.length()), value);
            }
        });
        return values;
    }

    private static boolean isRemark(String line) {
        return line.isBlank() || line.strip().startsWith("#") || line.strip().startsWith(";");
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static int separator(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '=' || line.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }
}
