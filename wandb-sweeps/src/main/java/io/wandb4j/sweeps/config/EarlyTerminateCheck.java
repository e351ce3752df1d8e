package io.wandb4j.sweeps.config;

import java.util.List;

/** Checks the rule by which a sweep stops runs early. */
final class EarlyTerminateCheck {
    private EarlyTerminateCheck() {}

    static void of(Section rule) {
        rule.require("type", "one of " + String.join(", ", EarlyTerminate.types()));
        rule.choice("type", EarlyTerminate.types());
        if ("asha".equals(rule.get("type"))) {
            asha(rule);
        } else if ("median".equals(rule.get("type"))) {
            median(rule);
        } else {
            hyperband(rule);
        }
    }

    private static void hyperband(Section rule) {
        rule.onlyKeys("early_terminate", List.of("type", "min_iter", "max_iter", "s", "eta", "strict"));
        rule.whole("min_iter", 1);
        rule.whole("max_iter", 1);
        rule.whole("s", 1);
        rule.numberAbove("eta", 1);
        if (rule.has("strict") && !(rule.get("strict") instanceof Boolean)) {
            rule.add("strict", "must be true or false");
        }
        if (!rule.has("min_iter") && !(rule.has("max_iter") && rule.has("s"))) {
            rule.add(Problem.missing(rule.path("min_iter"), "hyperband needs min_iter, or max_iter together with s"));
        }
        double eta = rule.has("eta") ? rule.asDouble("eta") : 3;
        if (rule.has("max_iter") && rule.asDouble("max_iter") / eta < 1) {
            rule.add("max_iter", "leaves nothing to compare runs at: divided by eta it is below 1");
        }
    }

    private static void asha(Section rule) {
        rule.onlyKeys("early_terminate of type asha", List.of("type", "min_iter", "max_iter", "eta"));
        rule.whole("min_iter", 1);
        rule.whole("max_iter", 2);
        rule.numberAbove("eta", 1);
        double first = rule.has("min_iter") ? rule.asDouble("min_iter") : 1;
        if (rule.has("max_iter") && rule.asDouble("max_iter") <= first) {
            rule.add("max_iter", "leaves nothing to compare runs at: it must be greater than min_iter");
        }
    }

    private static void median(Section rule) {
        rule.onlyKeys("early_terminate of type median", List.of("type", "min_iter", "min_runs"));
        rule.whole("min_iter", 1);
        rule.whole("min_runs", 1);
    }
}
