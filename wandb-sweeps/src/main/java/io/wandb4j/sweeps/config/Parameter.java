package io.wandb4j.sweeps.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One parameter of a sweep: how its values come about.
 *
 * <p>The factory methods make every kind; {@link SweepConfig} checks their bounds. */
public sealed interface Parameter {
    /** The parameter as it stands in a config. */
    Map<String, Object> toMap();

    /** One of these values, each equally likely. */
    static Parameter values(@Nullable Object... values) {
        return new Categorical(Arrays.asList(values));
    }

    /** One of these values, each equally likely. */
    static Parameter values(Collection<?> values) {
        return new Categorical(new ArrayList<>(values));
    }

    /** One of these values, with a probability for each. */
    static Parameter values(List<?> values, List<Double> probabilities) {
        return new Weighted(values, probabilities);
    }

    /** Always this value. */
    static Parameter value(@Nullable Object value) {
        return new Constant(value);
    }

    /** A whole number, both bounds included. */
    static Parameter intUniform(long min, long max) {
        return new IntUniform(min, max);
    }

    /** A number between two bounds. */
    static Parameter uniform(double min, double max) {
        return new Continuous(new Shape.Uniform(min, max), null);
    }

    /** A number between two bounds, rounded to a multiple of {@code q}; whole numbers when {@code q} is whole. */
    static Parameter qUniform(double min, double max, Number q) {
        return new Continuous(new Shape.Uniform(min, max), q);
    }

    /** A number between two positive limits, every order of magnitude equally likely. */
    static Parameter logUniformValues(double min, double max) {
        return new Continuous(new Shape.LogUniform(min, max, false), null);
    }

    /** As {@link #logUniformValues}, rounded to a multiple of {@code q}. */
    static Parameter qLogUniformValues(double min, double max, Number q) {
        return new Continuous(new Shape.LogUniform(min, max, false), q);
    }

    /** A number between two positive limits whose inverse has every order of magnitude equally likely. */
    static Parameter invLogUniformValues(double min, double max) {
        return new Continuous(new Shape.InverseLogUniform(min, max, false), null);
    }

    /** A number around a mean. */
    static Parameter normal(double mu, double sigma) {
        return new Continuous(new Shape.Normal(mu, sigma), null);
    }

    /** A number around a mean, rounded to a multiple of {@code q}. */
    static Parameter qNormal(double mu, double sigma, Number q) {
        return new Continuous(new Shape.Normal(mu, sigma), q);
    }

    /** A positive number whose logarithm lies around a mean. */
    static Parameter logNormal(double mu, double sigma) {
        return new Continuous(new Shape.LogNormal(mu, sigma), null);
    }

    /** As {@link #logNormal}, rounded to a multiple of {@code q}. */
    static Parameter qLogNormal(double mu, double sigma, Number q) {
        return new Continuous(new Shape.LogNormal(mu, sigma), q);
    }

    /** A number between 0 and 1 by two weights. */
    static Parameter beta(double a, double b) {
        return new Continuous(new Shape.Beta(a, b), null);
    }

    /** As {@link #beta}, rounded to a multiple of {@code q}. */
    static Parameter qBeta(double a, double b, Number q) {
        return new Continuous(new Shape.Beta(a, b), q);
    }

    /** A group of parameters under one name. */
    static Parameter nested(Map<String, Parameter> parameters) {
        return new Nested(parameters);
    }

    /** A parameter that has a value of its own, as opposed to a group. */
    sealed interface Leaf extends Parameter {
        /** The value at a point of the unit interval; with {@code u} drawn uniformly, a draw of the parameter. */
        @Nullable
        Object quantile(double u);

        /** Where a value lies on the unit interval; 0 for a value that the parameter cannot take. */
        double cumulative(@Nullable Object value);

        /** All values in the order of a grid search; empty where a grid search has no use for the parameter. */
        Optional<List<?>> choices();

        /** Whether every draw gives the same value. */
        default boolean isConstant() {
            return false;
        }
    }

    /** Always the same value. */
    record Constant(@Nullable Object value) implements Leaf {
        @Override
        public @Nullable Object quantile(double u) {
            return value;
        }

        @Override
        public double cumulative(@Nullable Object other) {
            return 0;
        }

        @Override
        public Optional<List<?>> choices() {
            return Optional.of(Collections.singletonList(value));
        }

        @Override
        public boolean isConstant() {
            return true;
        }

        @Override
        public Map<String, Object> toMap() {
            return Collections.singletonMap("value", value);
        }
    }

    /** One of some values, each equally likely. */
    record Categorical(List<?> values) implements Leaf {
        public Categorical {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        @Override
        public @Nullable Object quantile(double u) {
            return values.get((int) Whole.quantile(u, 0, values.size() - 1L));
        }

        @Override
        public double cumulative(@Nullable Object value) {
            return (1.0 + Choice.index(values, value)) / values.size();
        }

        @Override
        public Optional<List<?>> choices() {
            return Optional.of(values);
        }

        @Override
        public Map<String, Object> toMap() {
            return Map.of("values", values);
        }
    }

    /** One of some values, with a probability for each. */
    record Weighted(List<?> values, List<? extends Number> probabilities) implements Leaf {
        public Weighted {
            values = Collections.unmodifiableList(new ArrayList<>(values));
            probabilities = List.copyOf(probabilities);
        }

        @Override
        public @Nullable Object quantile(double u) {
            return values.get(Choice.weighted(probabilities, u));
        }

        @Override
        public double cumulative(@Nullable Object value) {
            return Choice.sum(probabilities, Choice.index(values, value));
        }

        @Override
        public Optional<List<?>> choices() {
            return Optional.empty();
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("distribution", "categorical_w_probabilities");
            map.put("values", values);
            map.put("probabilities", probabilities);
            return map;
        }
    }

    /** A whole number, both bounds included. */
    record IntUniform(long min, long max) implements Leaf {
        @Override
        public Object quantile(double u) {
            return Whole.quantile(u, min, max);
        }

        @Override
        public double cumulative(@Nullable Object value) {
            return value instanceof Number number ? Whole.cumulative(number.doubleValue(), min, max) : 0;
        }

        @Override
        public Optional<List<?>> choices() {
            return Optional.of(Whole.range(min, max));
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("distribution", "int_uniform");
            map.put("min", min);
            map.put("max", max);
            return map;
        }
    }

    /** A number drawn from a curve, rounded to a multiple of {@code q} where that is given. */
    record Continuous(Shape shape, @Nullable Number q) implements Leaf {
        @Override
        public Object quantile(double u) {
            double value = shape.quantile(u);
            return q == null ? (Object) value : Steps.round(value, q);
        }

        @Override
        public double cumulative(@Nullable Object value) {
            return value instanceof Number number ? shape.cumulative(number.doubleValue()) : 0;
        }

        @Override
        public Optional<List<?>> choices() {
            return q != null && shape instanceof Shape.Uniform uniform
                    ? Optional.of(Steps.range(uniform.min(), uniform.max(), q))
                    : Optional.empty();
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("distribution", (q == null ? "" : "q_") + shape.distribution());
            map.putAll(shape.toMap());
            if (q != null) {
                map.put("q", q);
            }
            return map;
        }
    }

    /** A group of parameters under one name. */
    record Nested(Map<String, Parameter> parameters) implements Parameter {
        public Nested {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> inner = new LinkedHashMap<>();
            parameters.forEach((name, parameter) -> inner.put(name, parameter.toMap()));
            return Map.of("parameters", inner);
        }
    }
}
