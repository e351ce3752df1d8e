package io.wandb4j.sweeps.search;

/** Values brought to mean 0 and deviation 1, as W&B does it.
 *
 * @param values the values in units of the deviation */
record Normalized(double[] values, double mean, double deviation) {
    static Normalized of(double[] raw) {
        if (raw.length == 1) {
            return new Normalized(new double[1], raw[0], 1);
        }
        double scale = 1; // sums of huge values would overflow
        for (double value : raw) {
            scale = Math.max(scale, Math.abs(value));
        }
        double mean = 0;
        for (double value : raw) {
            mean += value / scale / raw.length;
        }
        double variance = 0;
        for (double value : raw) {
            variance += (value / scale - mean) * (value / scale - mean) / raw.length;
        }
        double deviation = Math.sqrt(variance) + Surrogate.TINY / scale;
        double[] values = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            values[i] = (raw[i] / scale - mean) / deviation;
        }
        return new Normalized(values, mean * scale, deviation * scale);
    }

    double normalize(double raw) {
        return raw / deviation - mean / deviation;
    }
}
