package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.ConfigItem;
import io.wandb4j.internal.log.proto.ConfigRecord;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.internal.log.proto.MetricRecord;
import io.wandb4j.internal.log.proto.TelemetryRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The config of a run as the server takes it: every key wrapped as {@code {"value": v}}, and the client's own part under
 * {@code _wandb}. For one thread. */
final class ConfigDocument {
    private static final String OWN = "_wandb";

    private final ObjectNode values = Json.MAPPER.createObjectNode();
    private final TelemetryRecord.Builder telemetry = TelemetryRecord.newBuilder();
    private final ObjectNode environments = Json.MAPPER.createObjectNode();
    private final Map<String, MetricRecord> metrics = new LinkedHashMap<>();
    private final boolean sendsGlobs;

    /** A document for a server that expands globs itself, or one that wants every metric by its own name. */
    ConfigDocument(boolean serverExpandsGlobs) {
        this.sendsGlobs = serverExpandsGlobs;
    }

    void apply(ConfigRecord record) {
        for (ConfigItem item : record.getUpdateList()) {
            set(HistoryLine.path(item.getKey(), item.getNestedKeyList()), Json.read(item.getValueJson()));
        }
        for (ConfigItem item : record.getRemoveList()) {
            values.remove(
                    HistoryLine.path(item.getKey(), item.getNestedKeyList()).get(0));
        }
    }

    void apply(TelemetryRecord record) {
        telemetry.mergeFrom(record);
    }

    void apply(MetricRecord record) {
        String name = record.getName().isEmpty() ? record.getGlobName() : record.getName();
        boolean expandedThere = sendsGlobs && record.getExpandedFromGlob();
        if (!name.isEmpty() && !expandedThere) { // or it says only that something is a step
            metrics.merge(name, record, ConfigDocument::merged);
        }
    }

    void apply(EnvironmentRecord record) {
        environments.set(record.getWriterId(), EnvironmentJson.of(record));
    }

    ObjectNode toTree() {
        ObjectNode document = Json.MAPPER.createObjectNode();
        values.properties().forEach(entry -> document.putObject(entry.getKey()).set("value", entry.getValue()));
        ObjectNode own = document.putObject(OWN).putObject("value");
        if (values.get(OWN) instanceof ObjectNode added) { // charts, names of classes, a branch point
            own.setAll(added.deepCopy());
        }
        own.put("cli_version", orElse(telemetry.getCliVersion(), Client.PROTOCOL));
        if (!telemetry.getPythonVersion().isEmpty()) {
            own.put("python_version", telemetry.getPythonVersion());
        }
        if (!environments.isEmpty()) {
            own.set("e", environments.deepCopy());
        }
        own.set("t", TelemetryJson.of(telemetry.build()));
        own.set("m", metricsJson());
        return document;
    }

    /** Definitions of one metric add up; what is not said again stays. */
    private static MetricRecord merged(MetricRecord before, MetricRecord now) {
        if (now.getControl().getOverwrite()) {
            return now;
        }
        MetricRecord.Builder merged = before.toBuilder().mergeFrom(now);
        merged.setExpandedFromGlob(before.getExpandedFromGlob() && now.getExpandedFromGlob());
        if (now.hasSummary()) {
            merged.getSummaryBuilder().setNone(now.getSummary().getNone());
        }
        return merged.build();
    }

    private void set(List<String> path, JsonNode value) {
        ObjectNode node = values;
        for (String key : path.subList(0, path.size() - 1)) {
            node = node.get(key) instanceof ObjectNode child ? child : node.putObject(key);
        }
        set(node, path.get(path.size() - 1), value);
    }

    /** The config is a tree of leaves: an object is laid over the one that is there. */
    private static void set(ObjectNode node, String key, JsonNode value) {
        if (value instanceof ObjectNode update && node.get(key) instanceof ObjectNode present) {
            update.properties().forEach(entry -> set(present, entry.getKey(), entry.getValue()));
        } else {
            node.set(key, value);
        }
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }

    private ArrayNode metricsJson() {
        List<MetricRecord> sent = metrics.values().stream()
                .filter(metric -> sendsGlobs || metric.getGlobName().isEmpty())
                .toList();
        return MetricsJson.of(sent);
    }
}
