package io.wandb4j.sweeps.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The curve that a continuous parameter is drawn from. */
public sealed interface Shape {
    /** The value that a fraction {@code u} of all draws stays below. */
    double quantile(double u);

    /** The fraction of all draws that stays at or below the value. */
    double cumulative(double value);

    /** The distribution's name in a config, without the {@code q_} of a quantized one. */
    String distribution();

    /** The shape's keys as they stand in a config. */
    Map<String, Object> toMap();

    /** Every value between two bounds is equally likely. */
    record Uniform(Number min, Number max) implements Shape {
        @Override
        public double quantile(double u) {
            return between(u, min.doubleValue(), max.doubleValue());
        }

        @Override
        public double cumulative(double value) {
            return fraction(value, min.doubleValue(), max.doubleValue());
        }

        @Override
        public String distribution() {
            return "uniform";
        }

        @Override
        public Map<String, Object> toMap() {
            return pair("min", min, "max", max);
        }
    }

    /** Every order of magnitude between two bounds is equally likely.
     *
     * @param exponents whether the bounds are natural-log exponents of the limits instead of the limits; deprecated */
    record LogUniform(Number min, Number max, boolean exponents) implements Shape {
        @Override
        public double quantile(double u) {
            return Math.exp(between(u, exponent(min), exponent(max)));
        }

        @Override
        public double cumulative(double value) {
            return fraction(Math.log(value), exponent(min), exponent(max));
        }

        @Override
        public String distribution() {
            return exponents ? "log_uniform" : "log_uniform_values";
        }

        @Override
        public Map<String, Object> toMap() {
            return pair("min", min, "max", max);
        }

        private double exponent(Number bound) {
            return exponents ? bound.doubleValue() : Math.log(bound.doubleValue());
        }
    }

    /** The inverse of a value whose order of magnitude is equally likely between two bounds.
     *
     * @param exponents whether the bounds are natural-log exponents of the inverse instead of limits; deprecated */
    record InverseLogUniform(Number min, Number max, boolean exponents) implements Shape {
        @Override
        public double quantile(double u) {
            return Math.exp(-between(1 - u, low(), high()));
        }

        @Override
        public double cumulative(double value) {
            return 1 - fraction(Math.log(1 / value), low(), high());
        }

        @Override
        public String distribution() {
            return exponents ? "inv_log_uniform" : "inv_log_uniform_values";
        }

        @Override
        public Map<String, Object> toMap() {
            return pair("min", min, "max", max);
        }

        private double low() {
            return exponents ? min.doubleValue() : -Math.log(max.doubleValue());
        }

        private double high() {
            return exponents ? max.doubleValue() : -Math.log(min.doubleValue());
        }
    }

    /** Values gather around a mean. */
    record Normal(Number mu, Number sigma) implements Shape {
        @Override
        public double quantile(double u) {
            return sigma.doubleValue() == 0
                    ? mu.doubleValue()
                    : mu.doubleValue() + sigma.doubleValue() * Standard.NORMAL.inverseCumulativeProbability(u);
        }

        @Override
        public double cumulative(double value) {
            return Standard.cumulative((value - mu.doubleValue()) / sigma.doubleValue());
        }

        @Override
        public String distribution() {
            return "normal";
        }

        @Override
        public Map<String, Object> toMap() {
            return pair("mu", mu, "sigma", sigma);
        }
    }

    /** The logarithms of the values gather around a mean. */
    record LogNormal(Number mu, Number sigma) implements Shape {
        @Override
        public double quantile(double u) {
            return Math.exp(new Normal(mu, sigma).quantile(u));
        }

        @Override
        public double cumulative(double value) {
            return value <= 0 ? 0 : new Normal(mu, sigma).cumulative(Math.log(value));
        }

        @Override
        public String distribution() {
            return "log_normal";
        }

        @Override
        public Map<String, Object> toMap() {
            return pair("mu", mu, "sigma", sigma);
        }
    }

    /** Values between 0 and 1, drawn to one side or the middle by two weights. */
    record Beta(Number a, Number b) implements Shape {
        @Override
        public double quantile(double u) {
            return BetaCurve.quantile(u, a.doubleValue(), b.doubleValue());
        }

        @Override
        public double cumulative(double value) {
            return BetaCurve.cumulative(value, a.doubleValue(), b.doubleValue());
        }

        @Override
        public String distribution() {
            return "beta";
        }

        @Override
        public Map<String, Object> toMap() {
            return pair("a", a, "b", b);
        }
    }

    private static double between(double u, double min, double max) {
        return u * (max - min) + min;
    }

    private static double fraction(double value, double min, double max) {
        return Math.min(1, Math.max(0, (value - min) / (max - min)));
    }

    private static Map<String, Object> pair(String first, Number one, String second, Number two) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }
}
