package io.wandb4j.sweeps.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the parameters of a sweep, groups included, and makes them. */
final class ParameterCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final List<String> GROUP_KEYS = List.of("parameters");

    private final boolean grid;
    private final List<Problem> problems;

    /** @param grid whether every parameter must be one that a grid search can count out */
    ParameterCheck(boolean grid, List<Problem> problems) {
        this.grid = grid;
        this.problems = problems;
    }

    /** The parameters of a mapping; what is wrong with any of them is a problem, and it is left out. */
    Map<String, Parameter> all(String path, Map<?, ?> entries) {
        if (entries.isEmpty()) {
            problems.add(Problem.of(path, entries, "must hold at least one parameter"));
        }
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!NAME.matcher(name).matches()) {
                String rule = " is not a parameter name: letters, digits, _ . and - are, with a letter or _ first";
                problems.add(Problem.of(path + "." + name, value, Problem.shown(name) + rule));
            }
            one(path + "." + name, value).ifPresent(parameter -> parameters.put(name, parameter));
        });
        return parameters;
    }

    private Optional<Parameter> one(String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            String hint = " must be a mapping such as {value: 0.1}, {values: [1, 2]} or {min: 0.0, max: 1.0}";
            problems.add(Problem.of(path, value, Problem.shown(value) + hint));
            return Optional.empty();
        }
        int before = problems.size();
        Section section = new Section(path, map, problems);
        Optional<Parameter> parameter = map.containsKey("parameters") ? group(section) : leaf(section, map);
        return problems.stream().skip(before).allMatch(Problem::deprecation) ? parameter : Optional.empty();
    }

    private Optional<Parameter> group(Section section) {
        section.onlyKeys("a group of parameters", GROUP_KEYS);
        Section inner = section.section("parameters");
        return inner == null
                ? Optional.empty()
                : Optional.of(new Parameter.Nested(all(section.path("parameters"), inner.map())));
    }

    private Optional<Parameter> leaf(Section section, Map<?, ?> map) {
        Optional<Distribution> named = Distribution.named(map.get("distribution"));
        if (section.has("distribution") && named.isEmpty()) {
            section.choice("distribution", Distribution.names());
            return Optional.empty();
        }
        Optional<Distribution> kind = named.or(() -> Distribution.inferred(map));
        if (kind.isEmpty()) {
            List<String> ways = List.of("value", "values", "min and max", "distribution", "parameters");
            String message = "does not say what its values are; one of the allowed keys is needed";
            problems.add(new Problem(section.path(), map, message, ways, Nearest.ofAny(map.keySet(), ways), false));
            return Optional.empty();
        }
        return check(section, map, kind.get());
    }

    private Optional<Parameter> check(Section section, Map<?, ?> map, Distribution kind) {
        int before = problems.size();
        String owner = "a parameter of distribution " + kind.wireName();
        section.onlyKeys(owner, kind.keys());
        kind.required().forEach(key -> section.require(key, owner + " needs it"));
        section.list("values");
        probabilities(section);
        bounds(section, kind);
        section.number("mu");
        section.numberAtLeast("sigma", 0);
        section.numberAbove("a", 0);
        section.numberAbove("b", 0);
        section.numberAbove("q", 0);
        if (problems.size() > before) {
            return Optional.empty();
        }
        Parameter.Leaf leaf = kind.make(map);
        fitness(section, kind, leaf);
        return Optional.of(leaf);
    }

    private void bounds(Section section, Distribution kind) {
        boolean both = section.number("min") & section.number("max");
        if (!both) {
            return;
        }
        for (String key : List.of("min", "max")) {
            if (kind == Distribution.INT_UNIFORM && !Steps.isWhole(section.get(key))) {
                section.add(key, "must be a whole number of at most 64 bits, written without a decimal point");
            }
        }
        if (kind.takesLogarithms() && section.asDouble("min") <= 0) {
            section.add("min", "must be greater than 0: its logarithm is taken");
        }
        if (section.asDouble("min") >= section.asDouble("max")) {
            section.add("min", "must be less than max, which is " + Problem.shown(section.get("max")));
        }
    }

    private void probabilities(Section section) {
        List<?> probabilities = section.list("probabilities");
        if (probabilities.isEmpty()) {
            return;
        }
        double sum = 0;
        for (Object probability : probabilities) {
            if (!(probability instanceof Number number) || !(number.doubleValue() >= 0)) {
                section.add("probabilities", "must be numbers of at least 0");
                return;
            }
            sum += number.doubleValue();
        }
        if (section.get("values") instanceof List<?> values && values.size() != probabilities.size()) {
            section.add("probabilities", "must be as many as the values: " + values.size());
        } else if (Math.abs(sum - 1) > 1e-5) {
            section.add("probabilities", "must sum to 1; they sum to " + sum);
        }
    }

    private void fitness(Section section, Distribution kind, Parameter.Leaf leaf) {
        String path = section.path();
        if (kind.isDeprecated()) {
            String better = kind.wireName() + "_values";
            String message = kind.wireName() + " takes exponents of e as its bounds; " + better + " takes the limits";
            problems.add(Problem.deprecated(section.path("distribution"), kind.wireName(), message));
        }
        if (grid && leaf.choices().isEmpty()) {
            List<String> countable = List.of("constant", "categorical", "int_uniform", "q_uniform");
            String message = "a grid search cannot count out the values of distribution " + kind.wireName();
            problems.add(new Problem(path, section.map(), message, countable, null, false));
        }
    }
}
