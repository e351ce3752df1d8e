package io.wandb4j.internal.terminal;

import io.wandb4j.internal.record.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small even sample of every metric, for the sparklines at the end of a run. Not safe for several threads. */
public final class HistorySample {
    private static final int FIRST = 8;
    private static final int KEPT = 80;
    private static final int SHOWN = 40;

    private final List<@Nullable Sample> samples = new ArrayList<>();

    /** Adds a value of a metric. Keys that begin with an underscore and those in nested maps have no line of their own. */
    public void add(Column metric, double value) {
        int number = metric.number();
        Sample sample = number < samples.size() ? samples.get(number) : null;
        if (sample != null) {
            sample.add(value);
        } else if (metric.isCharted()) {
            while (samples.size() <= number) {
                samples.add(null);
            }
            sample = new Sample(metric.dotted());
            samples.set(number, sample);
            sample.add(value);
        }
    }

    /** Up to 40 values of every metric that has a finite one, sorted by name. */
    public Map<String, double[]> shown() {
        Map<String, double[]> shown = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample != null && Arrays.stream(sample.values()).anyMatch(Double::isFinite)) {
                shown.put(sample.key, thinned(sample.values()));
            }
        }
        return shown;
    }

    /** How many metrics there are, shown or not. */
    int size() {
        return (int) samples.stream().filter(Objects::nonNull).count();
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

    /** Keeps every value, then every second, every fourth and so on: whenever it is full, every other one goes. */
    private static final class Sample {
        private final String key;
        private double[] values = new double[FIRST];
        private int size;
        private long stride = 1;
        private long untilNext;

        Sample(String key) {
            this.key = key;
        }

        void add(double value) {
            if (untilNext > 0) {
                untilNext--;
                return;
            }
            if (size == KEPT) {
                halve();
            } else if (size == values.length) {
                values = Arrays.copyOf(values, Math.min(2 * size, KEPT));
            }
            values[size++] = value;
            untilNext = stride - 1;
        }

        double[] values() {
            return Arrays.copyOf(values, size);
        }

        private void halve() {
            size /= 2;
            for (int i = 0; i < size; i++) {
                values[i] = values[2 * i];
            }
            stride *= 2;
        }
    }
}
