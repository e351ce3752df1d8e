package io.wandb4j.sweeps.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a whole sweep config against W&B's schema, and for what a sweep would trip over later. */
final class ConfigCheck {
    private static final List<String> KEYS = List.of(
            "method",
            "parameters",
            "metric",
            "metrics",
            "early_terminate",
            "run_cap",
            "name",
            "description",
            "program",
            "command",
            "project",
            "entity",
            "controller",
            "scheduler",
            "job",
            "image_uri",
            "apiVersion",
            "kind");
    private static final List<String> METHODS =
            Arrays.stream(Method.values()).map(Method::wireName).toList();
    private static final List<String> IMPUTES = names(Impute.values());

    private final List<Problem> problems;
    private final Section config;

    ConfigCheck(Map<?, ?> config, List<Problem> problems) {
        this.problems = problems;
        this.config = new Section("", config, problems);
    }

    /** Notes every problem and returns the parameters. */
    Map<String, Parameter> run() {
        config.onlyKeys("a sweep config", KEYS);
        config.require("method", "one of " + String.join(", ", METHODS));
        config.choice("method", METHODS);
        Map<String, Parameter> parameters = parameters();
        metrics();
        earlyTerminate();
        config.whole("run_cap", 1);
        config.strings("name", "description", "program", "project", "entity", "job", "image_uri", "apiVersion");
        config.choice("kind", List.of("sweep"));
        command();
        controller();
        scheduler();
        return parameters;
    }

    private void command() {
        if (config.get("command") instanceof List<?> words) {
            CommandCheck.of(words, problems);
        } else if (config.has("command")) {
            config.add("command", "must be a list of words, such as [\"${env}\", \"${program}\", \"${args}\"]");
        }
    }

    private Map<String, Parameter> parameters() {
        boolean elsewhere = config.get("scheduler") instanceof Map<?, ?> scheduler
                && scheduler.get("search_space") instanceof String space
                && !space.isEmpty();
        if (!elsewhere) {
            config.require("parameters", "a mapping of each parameter's name to its values");
        }
        Section parameters = config.section("parameters");
        boolean grid = "grid".equals(config.get("method"));
        return parameters == null ? Map.of() : new ParameterCheck(grid, problems).all("parameters", parameters.map());
    }

    private void metrics() {
        Section metric = config.section("metric");
        if (metric != null) {
            metric(metric);
        }
        if (config.get("method") instanceof String name
                && Method.named(name).filter(Method::learns).isPresent()) {
            config.require("metric", "method " + name + " needs a metric to optimize");
        }
        if (!config.has("metrics")) {
            return;
        }
        List<?> several = config.get("metrics") instanceof List<?> list ? list : List.of();
        if (several.size() < 2) {
            config.add("metrics", "must be a list of at least two metrics");
        }
        for (int i = 0; i < several.size(); i++) {
            metricAt("metrics[" + i + "]", several.get(i));
        }
        if (config.has("metric")) {
            config.add("metrics", "cannot stand beside metric; keep one of the two");
        } else if (config.has("method") && !"custom".equals(config.get("method"))) {
            config.add("metrics", "needs method custom");
        }
    }

    private void metricAt(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            metric(new Section(path, map, problems));
        } else {
            problems.add(Problem.of(path, value, Problem.shown(value) + " must be a mapping"));
        }
    }

    private static void metric(Section metric) {
        metric.onlyKeys("a metric", List.of("name", "goal", "target", "impute", "impute_while_running"));
        metric.require("name", "the name under which runs log the metric");
        metric.strings("name");
        metric.choice("goal", names(Goal.values()));
        metric.number("target");
        metric.choice("impute", IMPUTES);
        metric.choice("impute_while_running", List.of("latest", "best", "worst", "false"));
    }

    private void earlyTerminate() {
        Section rule = config.section("early_terminate");
        if (rule != null) {
            EarlyTerminateCheck.of(rule);
            if (!config.has("metric") && !config.has("scheduler")) {
                config.require("metric", "early_terminate needs a metric to compare runs by");
            }
        }
    }

    private void controller() {
        Section controller = config.section("controller");
        if (controller != null) {
            controller.require("type", "local or cloud");
            controller.choice("type", names(Controller.values()));
        }
    }

    private void scheduler() {
        Section scheduler = config.section("scheduler");
        if (scheduler == null) {
            return;
        }
        scheduler.onlyKeys("scheduler", List.of("engine", "source", "optimizer", "search_space"));
        scheduler.require("engine", "wandb is the one there is");
        scheduler.choice("engine", List.of("wandb"));
        scheduler.strings("source", "optimizer", "search_space");
        for (String key : List.of("optimizer", "search_space")) {
            if (scheduler.has(key)) {
                scheduler.require("source", key + " names a function of that file");
            }
        }
        if (config.get("controller") instanceof Map<?, ?> controller && "local".equals(controller.get("type"))) {
            config.add("scheduler", "cannot stand beside a local controller; keep one of the two");
        }
        if (config.has("early_terminate")) {
            config.add("scheduler", "cannot stand beside early_terminate; keep one of the two");
        }
        if ("custom".equals(config.get("method"))) {
            config.add("method", "cannot stand beside scheduler engine wandb; use grid, random or bayes");
        }
    }

    private static List<String> names(Enum<?>[] constants) {
        List<String> names = new ArrayList<>();
        for (Enum<?> constant : constants) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return List.copyOf(names);
    }
}
