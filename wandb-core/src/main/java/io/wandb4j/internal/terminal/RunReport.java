package io.wandb4j.internal.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The two tables at the end of a run: how its metrics went, and what its summary says. */
public final class RunReport {
    private static final int ROWS = 10;
    private static final int LONGEST_TEXT = 20;

    private RunReport() {}

    public static List<String> history(HistorySample sample) {
        Map<String, String> lines = new TreeMap<>();
        sample.shown().forEach((key, values) -> lines.put(key, Sparkline.of(values)));
        return table("Run history:", lines);
    }

    public static List<String> summary(Map<String, ? extends @Nullable Object> summary) {
        Map<String, String> lines = new TreeMap<>();
        summary.forEach((key, value) -> {
            if (!key.startsWith("_")
                    && (value instanceof Number || value instanceof String || value instanceof Boolean)) {
                lines.put(key, shown(value));
            }
        });
        return table("Run summary:", lines);
    }

    private static List<String> table(String title, Map<String, String> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<String> shown = new ArrayList<>(List.of("", title));
        int width = lines.keySet().stream()
                .limit(ROWS)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        lines.entrySet().stream()
                .limit(ROWS)
                .map(line -> " ".repeat(width - line.getKey().length()) + line.getKey() + " " + line.getValue())
                .forEach(shown::add);
        if (lines.size() > ROWS) {
            shown.add(String.format(Locale.ROOT, "+%,d ...", lines.size() - ROWS));
        }
        return shown.stream().collect(Collectors.toUnmodifiableList());
    }

    private static String shown(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? rounded(number) : number.toString().toLowerCase(Locale.ROOT);
        }
        String text = value.toString();
        return value instanceof String && text.length() >= LONGEST_TEXT
                ? text.substring(0, LONGEST_TEXT) + "..."
                : text;
    }

    private static String rounded(double number) {
        BigDecimal value =
                new BigDecimal(number).setScale(5, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return value.signum() == 0 ? "0" : value.toPlainString();
    }
}
