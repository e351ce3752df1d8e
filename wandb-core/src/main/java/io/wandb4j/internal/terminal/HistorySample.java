package io.wandb4j.internal.terminal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A small even sample of every metric, for the sparklines at the end of a run. Not safe for several threads. */
public final class HistorySample {
    private static final int KEPT = 48;
    private static final int SHOWN = 40;

    private final Map<String, Reservoir> metrics = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(1);

    public void add(String key, double value) {
        if (!key.startsWith("_")) {
            metrics.computeIfAbsent(key, unused -> new Reservoir()).add(value, random);
        }
    }

    /** Up to 40 values of every metric that has a finite one, sorted by name. */
    public Map<String, double[]> shown() {
        Map<String, double[]> shown = new TreeMap<>();
        metrics.forEach((key, reservoir) -> {
            double[] values = reservoir.values();
            if (Arrays.stream(values).anyMatch(Double::isFinite)) {
                shown.put(key, thinned(values));
            }
        });
        return shown;
    }

    private static double[] thinned(double[] values) {
        if (values.length <= SHOWN) {
            return values;
        }
        double[] thinned = new double[SHOWN];
        for (int i = 0; i < SHOWN; i++) {
            thinned[i] = values[i * (values.length - 1) / (SHOWN - 1)];
        }
        return thinned;
    }

    /** Keeps the values in their order: a newcomer takes the place of one drawn by lot. */
    private static final class Reservoir {
        private final double[] values = new double[KEPT];
        private final long[] order = new long[KEPT];
        private long seen;

        void add(double value, SplittableRandom random) {
            int slot = (int) Math.min(seen, KEPT);
            if (slot == KEPT) {
                long drawn = random.nextLong(seen + 1);
                slot = drawn < KEPT ? (int) drawn : KEPT;
            }
            if (slot < KEPT) {
                values[slot] = value;
                order[slot] = seen;
            }
            seen++;
        }

        double[] values() {
            Integer[] slots = new Integer[(int) Math.min(seen, KEPT)];
            Arrays.setAll(slots, i -> i);
            Arrays.sort(slots, (a, b) -> Long.compare(order[a], order[b]));
            return Arrays.stream(slots).mapToDouble(slot -> values[slot]).toArray();
        }
    }
}
