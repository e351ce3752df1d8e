package io.wandb4j.sweeps.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a sweep tries, and how: method, parameters, metric, early termination.
 *
 * <p>Immutable. However it is made, it is checked as a whole, and an {@link InvalidSweepException} names all problems
 * at once. A search method that needs the server's help is accepted here as well. */
public final class SweepConfig {
    private final Map<String, Object> values;
    private final Map<String, Parameter> parameters;
    private final List<Problem> warnings;

    private SweepConfig(Map<String, Object> values, Map<String, Parameter> parameters, List<Problem> warnings) {
        this.values = values;
        this.parameters = Collections.unmodifiableMap(parameters);
        this.warnings = List.copyOf(warnings);
    }

    /** A config to fill step by step. */
    public static SweepConfig.Builder builder() {
        return new Builder();
    }

    /** The config of a YAML or JSON file.
     *
     * @throws InvalidSweepException if the file cannot be read or its content is no sweep config */
    public static SweepConfig read(Path yamlOrJson) {
        try {
            return parse(Files.readString(yamlOrJson, StandardCharsets.UTF_8));
        } catch (IOException e) {
            Problem problem = Problem.of("", null, "cannot read the file " + yamlOrJson + ": " + e);
            throw new InvalidSweepException(problem, e);
        }
    }

    /** The config of a YAML or JSON text.
     *
     * @throws InvalidSweepException if the text is no sweep config */
    public static SweepConfig parse(String yamlOrJson) {
        if (Yaml.read(yamlOrJson) instanceof Map<?, ?> map) {
            return of(map);
        }
        throw new InvalidSweepException(List.of(
                Problem.of("", null, "the text is not a mapping; it starts like method: random, parameters: ...")));
    }

    /** The config of a map in the shape of a config file.
     *
     * @throws InvalidSweepException if something in it is wrong */
    public static SweepConfig of(Map<?, ?> values) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Object> copy = new Values(problems).copyMap("", values);
        Map<String, Parameter> parameters = new ConfigCheck(copy, problems).run();
        List<Problem> errors =
                problems.stream().filter(problem -> !problem.deprecation()).toList();
        if (!errors.isEmpty()) {
            throw new InvalidSweepException(errors);
        }
        return new SweepConfig(ImpliedDistributions.writtenOut(copy), parameters, problems);
    }

    /** Everything that is wrong or deprecated in a map in the shape of a config file; empty for a flawless one. */
    public static List<Problem> check(Map<?, ?> values) {
        List<Problem> problems = new ArrayList<>();
        new ConfigCheck(new Values(problems).copyMap("", values), problems).run();
        return List.copyOf(problems);
    }

    /** How the next configuration is found. */
    public Method method() {
        return Method.named(String.valueOf(values.get("method"))).orElseThrow();
    }

    /** What the sweep optimizes. */
    public Optional<Metric> metric() {
        return map("metric").map(Metric::from);
    }

    /** The parameters by name, in the order of the config. */
    public Map<String, Parameter> parameters() {
        return parameters;
    }

    /** When bad runs are stopped early. */
    public Optional<EarlyTerminate> earlyTerminate() {
        return map("early_terminate").map(EarlyTerminate::from);
    }

    /** The most runs that the sweep will ever have. */
    public OptionalLong runCap() {
        return values.get("run_cap") instanceof Number cap ? OptionalLong.of(cap.longValue()) : OptionalLong.empty();
    }

    /** The program that an agent starts for each run. */
    public Optional<String> program() {
        return text("program");
    }

    /** The words of the command that an agent runs, macros such as {@code ${args}} still in it; empty for the default. */
    public List<String> command() {
        return values.get("command") instanceof List<?> words
                ? words.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The sweep's display name. */
    public Optional<String> name() {
        return text("name");
    }

    /** What the sweep is about, in the user's words. */
    public Optional<String> description() {
        return text("description");
    }

    /** The project of the sweep. */
    public Optional<String> project() {
        return text("project");
    }

    /** The user or team of the sweep. */
    public Optional<String> entity() {
        return text("entity");
    }

    /** Who decides about the sweep's runs. */
    public Controller controller() {
        boolean local = map("controller")
                .filter(controller -> "local".equals(controller.get("type")))
                .isPresent();
        return local ? Controller.LOCAL : Controller.CLOUD;
    }

    /** What works, but has a better way. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** The config in the shape of a config file; unchangeable. */
    public Map<String, Object> toMap() {
        return values;
    }

    /** The config as a YAML file. */
    public String toYaml() {
        return Yaml.write(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SweepConfig config && values.equals(config.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "SweepConfig" + values;
    }

    private Optional<Map<?, ?>> map(String key) {
        return values.get(key) instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    private Optional<String> text(String key) {
        return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Gathers a sweep config; {@link #build} checks it as a whole. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Map<String, Object> parameters = new LinkedHashMap<>();

        private Builder() {}

        /** How the next configuration is found. */
        public Builder method(Method method) {
            return put("method", method.wireName());
        }

        /** What to optimize, and which way is better. */
        public Builder metric(String name, Goal goal) {
            return metric(Metric.of(name, goal));
        }

        /** What to optimize; the sweep is done when a run reaches the target. */
        public Builder metric(String name, Goal goal, double target) {
            return metric(Metric.of(name, goal).withTarget(target));
        }

        /** What to optimize. */
        public Builder metric(Metric metric) {
            return put("metric", metric.toMap());
        }

        /** Adds a parameter. */
        public Builder parameter(String name, Parameter parameter) {
            parameters.put(name, parameter.toMap());
            return this;
        }

        /** Adds all of these parameters, such as those of a record: {@code SearchSpace.of(HyperParams.class).parameters()}. */
        public Builder parameters(Map<String, Parameter> all) {
            all.forEach(this::parameter);
            return this;
        }

        /** Stops bad runs early. */
        public Builder earlyTerminate(EarlyTerminate rule) {
            return put("early_terminate", rule.toMap());
        }

        /** The most runs that the sweep will ever have. */
        public Builder runCap(long runs) {
            return put("run_cap", runs);
        }

        /** The program that an agent starts for each run. */
        public Builder program(String program) {
            return put("program", program);
        }

        /** The words of the command that an agent runs. */
        public Builder command(List<String> words) {
            return put("command", List.copyOf(words));
        }

        /** The sweep's display name. */
        public Builder name(String name) {
            return put("name", name);
        }

        /** What the sweep is about. */
        public Builder description(String description) {
            return put("description", description);
        }

        /** The project of the sweep. */
        public Builder project(String project) {
            return put("project", project);
        }

        /** The user or team of the sweep. */
        public Builder entity(String entity) {
            return put("entity", entity);
        }

        /** Who decides about the sweep's runs. */
        public Builder controller(Controller controller) {
            return put("controller", Map.of("type", controller.wireName()));
        }

        /** The checked config.
         *
         * @throws InvalidSweepException if something is missing or wrong */
        public SweepConfig build() {
            Map<String, Object> all = new LinkedHashMap<>(values);
            all.put("parameters", parameters);
            return of(all);
        }

        private Builder put(String key, Object value) {
            values.put(key, value);
            return this;
        }
    }
}
