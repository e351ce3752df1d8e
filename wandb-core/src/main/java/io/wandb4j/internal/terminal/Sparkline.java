package io.wandb4j.internal.terminal;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A row of bars that shows how values went. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** One bar per value; the lowest is the smallest finite value, a value that is not finite is a gap. */
    static String of(double[] values) {
        // by a power of two, which changes no digit: the span of the largest numbers is no number any more
        double[] scaled = Arrays.stream(values).map(value -> value * 0x1p-5).toArray();
        double[] finite = Arrays.stream(scaled).filter(Double::isFinite).toArray();
        double min = Arrays.stream(finite).min().orElse(0);
        double max = Arrays.stream(finite).max().orElse(0);
        return Arrays.stream(scaled)
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
