package io.wandb4j.internal.terminal;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A row of bars that shows how values went. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** One bar per value; the lowest is the smallest finite value, a value that is not finite is a gap. */
    static String of(double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double min = Arrays.stream(finite).min().orElse(0);
        double max = Arrays.stream(finite).max().orElse(0);
        return Arrays.stream(values)
                .mapToObj(value -> String.valueOf(bar(value, min, max)))
                .collect(Collectors.joining());
    }

    private static char bar(double value, double min, double max) {
        if (!Double.isFinite(value)) {
            return ' ';
        }
        return BARS.charAt(min == max ? 0 : (int) Math.rint((value - min) * 7 / (max - min)));
    }
}
