package io.wandb4j.internal.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The two tables at the end of a run: how its metrics went, and what its summary says. */
public final class RunReport {
    private static final int ROWS = 10;

    private RunReport() {}

    /** The table of bars, for a terminal that can show them. */
    public static List<String> history(HistorySample sample) {
        Map<String, String> lines = new TreeMap<>();
        sample.shown().forEach((key, values) -> lines.put(key, Sparkline.of(values)));
        return table("Run history:", lines, sample.size());
    }

    public static List<String> summary(Map<String, ? extends @Nullable Object> summary) {
        Map<String, String> lines = new TreeMap<>();
        summary.forEach((key, value) -> {
            if (!key.startsWith("_")
                    && (value instanceof Number || value instanceof String || value instanceof Boolean)) {
                lines.put(key, ShownValue.of(value));
            }
        });
        return table("Run summary:", lines, lines.size());
    }

    /** @param all how many there are, shown or not */
    private static List<String> table(String title, Map<String, String> lines, int all) {
        if (lines.isEmpty()) {
            return List.of();
        }
        Map<String, String> rows = new LinkedHashMap<>();
        lines.entrySet().stream().limit(ROWS).forEach(line -> rows.put(line.getKey(), line.getValue()));
        if (rows.size() < all) {
            rows.put(String.format(Locale.ROOT, "+%,d", all - rows.size()), "...");
        }
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> shown = new ArrayList<>(List.of("", title));
        rows.forEach((key, value) -> shown.add(" ".repeat(width - key.length()) + key + " " + value));
        return List.copyOf(shown);
    }
}
