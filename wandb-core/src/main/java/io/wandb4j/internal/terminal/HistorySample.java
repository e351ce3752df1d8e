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
    private long[] toPass = new long[FIRST]; // how many values of a column to pass over before the next that is kept

    /** Adds a value of a metric. Keys that begin with an underscore and those in nested maps have no line of their own. */
    public void add(Column metric, double value) {
        int number = metric.number();
        if (number < toPass.length && toPass[number] > 0) {
            toPass[number]--; // mostly: a look at one array for all metrics of a row
        } else if (metric.isCharted()) {
            long pause = sample(metric).add(value);
            toPass[number] = pause; // only now: the array may have grown
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

    private Sample sample(Column metric) {
        while (samples.size() <= metric.number()) {
            samples.add(null);
        }
        if (toPass.length < samples.size()) {
            toPass = Arrays.copyOf(toPass, 2 * samples.size());
        }
        Sample sample = samples.get(metric.number());
        if (sample == null) {
            sample = new Sample(metric.dotted());
            samples.set(metric.number(), sample);
        }
        return sample;
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

        Sample(String key) {
            this.key = key;
        }

        /** Keeps a value; how many are to be passed over then. */
        long add(double value) {
            if (size == KEPT) {
                halve();
            } else if (size == values.length) {
                values = Arrays.copyOf(values, Math.min(2 * size, KEPT));
            }
            values[size++] = value;
            return stride - 1;
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
