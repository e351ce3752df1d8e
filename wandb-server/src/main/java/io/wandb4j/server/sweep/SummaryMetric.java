package io.wandb4j.server.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.RunFields;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Metric;
import java.util.List;
import java.util.OptionalDouble;

/** A sweep's metric in the summaries of its runs. */
final class SummaryMetric {

    private SummaryMetric() {}

    /** The metric's value, or the one that a run chose to keep: its least, greatest, best or last. */
    static OptionalDouble of(String summary, Metric metric) {
        JsonNode value = RunFields.inside(Json.stored(summary), metric.name());
        for (String kept : List.of(metric.goal() == Goal.MINIMIZE ? "min" : "max", "best", "last", "mean")) {
            if (value.path(kept).isNumber()) {
                return finite(value.path(kept));
            }
        }
        return value.isNumber() ? finite(value) : OptionalDouble.empty();
    }

    private static OptionalDouble finite(JsonNode number) {
        double value = number.doubleValue();
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
