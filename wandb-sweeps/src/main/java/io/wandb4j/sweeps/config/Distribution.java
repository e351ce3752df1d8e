package io.wandb4j.sweeps.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The distributions of the schema: their keys, and how each becomes a parameter. */
enum Distribution {
    CONSTANT("value", "", map -> new Parameter.Constant(map.get("value"))),
    CATEGORICAL("values", "", map -> new Parameter.Categorical(Distribution.list(map, "values"))),
    CATEGORICAL_W_PROBABILITIES("values probabilities", "", Distribution::weighted),
    INT_UNIFORM("min max", "", map -> new Parameter.IntUniform(min(map).longValue(), max(map).longValue())),
    UNIFORM("min max", "", map -> continuous(new Shape.Uniform(min(map), max(map)))),
    Q_UNIFORM("min max", "q", map -> quantized(new Shape.Uniform(min(map), max(map)), map)),
    LOG_UNIFORM("min max", "", map -> continuous(new Shape.LogUniform(min(map), max(map), true))),
    Q_LOG_UNIFORM("min max", "q", map -> quantized(new Shape.LogUniform(min(map), max(map), true), map)),
    INV_LOG_UNIFORM("min max", "", map -> continuous(new Shape.InverseLogUniform(min(map), max(map), true))),
    LOG_UNIFORM_VALUES("min max", "", map -> continuous(new Shape.LogUniform(min(map), max(map), false))),
    Q_LOG_UNIFORM_VALUES("min max", "q", map -> quantized(new Shape.LogUniform(min(map), max(map), false), map)),
    INV_LOG_UNIFORM_VALUES("min max", "", map -> continuous(new Shape.InverseLogUniform(min(map), max(map), false))),
    NORMAL("", "mu sigma", map -> continuous(new Shape.Normal(mu(map), sigma(map)))),
    Q_NORMAL("", "mu sigma q", map -> quantized(new Shape.Normal(mu(map), sigma(map)), map)),
    LOG_NORMAL("", "mu sigma", map -> continuous(new Shape.LogNormal(mu(map), sigma(map)))),
    Q_LOG_NORMAL("", "mu sigma q", map -> quantized(new Shape.LogNormal(mu(map), sigma(map)), map)),
    BETA("", "a b", map -> continuous(new Shape.Beta(number(map, "a", 1.0), number(map, "b", 1.0)))),
    Q_BETA("", "a b q", map -> quantized(new Shape.Beta(number(map, "a", 1.0), number(map, "b", 1.0)), map));

    private final List<String> required;
    private final List<String> keys;
    private final Function<Map<?, ?>, Parameter.Leaf> maker;

    Distribution(String required, String optional, Function<Map<?, ?>, Parameter.Leaf> maker) {
        this.required = words(required);
        List<String> all = new ArrayList<>(this.required);
        all.addAll(words(optional));
        all.add("distribution");
        this.keys = List.copyOf(all);
        this.maker = maker;
    }

    /** The distribution of that name, exactly as a config spells it. */
    static Optional<Distribution> named(@Nullable Object name) {
        for (Distribution distribution : values()) {
            if (distribution.wireName().equals(name)) {
                return Optional.of(distribution);
            }
        }
        return Optional.empty();
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Distribution distribution : values()) {
            names.add(distribution.wireName());
        }
        return names;
    }

    /** What a parameter without a named distribution must mean by its keys. */
    static Optional<Distribution> inferred(Map<?, ?> map) {
        if (map.containsKey("values")) {
            return Optional.of(map.containsKey("probabilities") ? CATEGORICAL_W_PROBABILITIES : CATEGORICAL);
        }
        if (map.containsKey("value")) {
            return Optional.of(CONSTANT);
        }
        if (map.containsKey("min") || map.containsKey("max")) {
            return Optional.of(Steps.isWhole(map.get("min")) && Steps.isWhole(map.get("max")) ? INT_UNIFORM : UNIFORM);
        }
        return Optional.empty();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> required() {
        return required;
    }

    List<String> keys() {
        return keys;
    }

    /** Whether bounds are limits of a logarithm, which must be positive. */
    boolean takesLogarithms() {
        return name().endsWith("LOG_UNIFORM_VALUES");
    }

    /** Whether bounds are exponents; a distribution that takes the limits themselves replaces it. */
    boolean isDeprecated() {
        return name().endsWith("LOG_UNIFORM");
    }

    Parameter.Leaf make(Map<?, ?> map) {
        return maker.apply(map);
    }

    private static Parameter.Leaf weighted(Map<?, ?> map) {
        List<Number> probabilities = new ArrayList<>();
        for (Object probability : list(map, "probabilities")) {
            probabilities.add((Number) probability);
        }
        return new Parameter.Weighted(list(map, "values"), probabilities);
    }

    private static Parameter.Leaf continuous(Shape shape) {
        return new Parameter.Continuous(shape, null);
    }

    private static Parameter.Leaf quantized(Shape shape, Map<?, ?> map) {
        return new Parameter.Continuous(shape, number(map, "q", 1.0));
    }

    private static Number min(Map<?, ?> map) {
        return number(map, "min", 0);
    }

    private static Number max(Map<?, ?> map) {
        return number(map, "max", 0);
    }

    private static Number mu(Map<?, ?> map) {
        return number(map, "mu", 0.0);
    }

    private static Number sigma(Map<?, ?> map) {
        return number(map, "sigma", 1.0);
    }

    private static Number number(Map<?, ?> map, String key, Number otherwise) {
        return map.get(key) instanceof Number number ? number : otherwise;
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
