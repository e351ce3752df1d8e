package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.MetricRecord;
import io.wandb4j.internal.log.proto.MetricSummary;
import java.util.ArrayList;
import java.util.List;

/** Metric definitions as the config spells them: objects keyed by field numbers, steps by position. */
final class MetricsJson {
    private MetricsJson() {}

    static ArrayNode of(List<MetricRecord> metrics) {
        List<String> names =
                new ArrayList<>(metrics.stream().map(MetricsJson::name).toList());
        ArrayNode array = Json.MAPPER.createArrayNode();
        metrics.forEach(metric -> array.add(entry(metric, names)));
        for (String step : names.subList(metrics.size(), names.size())) { // steps that are not defined themselves
            ObjectNode entry = array.addObject().put("1", step);
            entry.putArray("6");
            entry.putArray("7");
        }
        return array;
    }

    private static ObjectNode entry(MetricRecord metric, List<String> names) {
        ObjectNode entry = Json.MAPPER.createObjectNode();
        entry.put(metric.getName().isEmpty() ? "2" : "1", name(metric));
        String step = metric.getStepMetric();
        if (!step.isEmpty()) {
            if (!names.contains(step)) {
                names.add(step);
            }
            entry.put("5", names.indexOf(step) + 1);
        }
        ArrayNode options = entry.putArray("6");
        addIf(metric.getOptions().getStepSync(), 1, options);
        addIf(metric.getOptions().getHidden(), 2, options);
        addIf(!metric.getName().isEmpty(), 3, options);
        summaries(metric.getSummary(), entry.putArray("7"));
        if (metric.getGoalValue() != 0) {
            entry.put("8", metric.getGoalValue());
        }
        return entry;
    }

    private static void summaries(MetricSummary summary, ArrayNode kinds) {
        addIf(summary.getMin(), 1, kinds);
        addIf(summary.getMax(), 2, kinds);
        addIf(summary.getMean(), 3, kinds);
        addIf(summary.getLast(), 5, kinds);
        addIf(summary.getNone(), 6, kinds);
        addIf(summary.getFirst(), 8, kinds);
    }

    private static void addIf(boolean condition, int number, ArrayNode target) {
        if (condition) {
            target.add(number);
        }
    }

    private static String name(MetricRecord metric) {
        return metric.getName().isEmpty() ? metric.getGlobName() : metric.getName();
    }
}
