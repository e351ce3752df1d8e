package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.ConfigItem;
import io.wandb4j.internal.log.proto.ConfigRecord;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.log.proto.SummaryItem;
import io.wandb4j.internal.log.proto.SummaryRecord;
import io.wandb4j.internal.record.PastRun;
import io.wandb4j.internal.record.UnreadableRunException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run takes over from the one that it goes on with: what was said anew stands, the rest is inherited. */
final class Inheritance {
    private static final String OWN = "_wandb";
    private static final List<String> INHERITED_OWN = List.of("viz", "visualize", "mask/class_labels");

    private Inheritance() {}

    /** The run as it goes on where the past one ended. */
    static RunRecord resumed(RunRecord run, PastRun past) {
        RunRecord.Builder resumed = run.toBuilder()
                .setConfig(merged(run.getConfig(), past.config()))
                .setSummary(summary(past.summary()))
                .setStartingStep(past.nextStep())
                .setRuntime(past.runtime())
                .setStorageId(past.storageId())
                .setResumed(true);
        if (run.getTagsCount() == 0) {
            resumed.addAllTags(past.tags());
        }
        if (run.getNotes().isEmpty()) {
            resumed.setNotes(past.notes());
        }
        resumed.getTelemetryBuilder().getFeatureBuilder().setResumed(true);
        return resumed.build();
    }

    /** The run as it goes on after its branch point. */
    static RunRecord branched(RunRecord run) {
        return run.toBuilder()
                .setStartingStep((long) run.getBranchPoint().getValue() + 1)
                .setForked(true)
                .build();
    }

    /** The run with what the server says of it after it was rewound.
     *
     * @throws UnreadableRunException if its config cannot be read */
    static RunRecord rewound(RunRecord run, JsonNode answer) throws UnreadableRunException {
        RunRecord.Builder rewound = run.toBuilder();
        if (answer.hasNonNull("config")) {
            rewound.setConfig(
                    merged(run.getConfig(), PastRun.config(answer.get("config").asText())));
        }
        if (answer.path("project").isObject()) {
            rewound.setProject(answer.path("project").path("name").asText(run.getProject()));
            rewound.setEntity(answer.path("project").path("entity").path("name").asText(run.getEntity()));
        }
        rewound.setStorageId(said(answer, "id", run.getStorageId()));
        rewound.setRunId(said(answer, "name", run.getRunId()));
        rewound.setDisplayName(said(answer, "displayName", run.getDisplayName()));
        rewound.setSweepId(said(answer, "sweepName", run.getSweepId()));
        return rewound.build();
    }

    /** The config with those keys of the past one that it does not have; of the client's own part, only the charts and labels
     * live on. */
    private static ConfigRecord merged(ConfigRecord config, ObjectNode past) {
        ObjectNode merged = values(config);
        past.properties().stream()
                .filter(entry -> !entry.getKey().equals(OWN))
                .filter(entry -> isUnset(merged.get(entry.getKey())))
                .forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
        for (String part : INHERITED_OWN) {
            if (past.path(OWN).path(part) instanceof ObjectNode entries && !entries.isEmpty()) {
                ObjectNode target = merged.withObject("/" + OWN).withObjectProperty(part);
                entries.properties().stream()
                        .filter(entry -> !target.has(entry.getKey()))
                        .forEach(entry -> target.set(entry.getKey(), entry.getValue()));
            }
        }
        return record(merged);
    }

    // an empty map is no value, as in the official client
    private static boolean isUnset(@Nullable JsonNode value) {
        return value == null || (value.isObject() && value.isEmpty());
    }

    private static ObjectNode values(ConfigRecord config) {
        ObjectNode values = Json.MAPPER.createObjectNode();
        for (ConfigItem item : config.getUpdateList()) {
            List<String> path = HistoryLine.path(item.getKey(), item.getNestedKeyList());
            ObjectNode node = values;
            for (String key : path.subList(0, path.size() - 1)) {
                node = node.withObjectProperty(key);
            }
            node.set(path.get(path.size() - 1), Json.read(item.getValueJson()));
        }
        return values;
    }

    private static ConfigRecord record(ObjectNode values) {
        ConfigRecord.Builder config = ConfigRecord.newBuilder();
        for (Map.Entry<String, JsonNode> entry : values.properties()) {
            config.addUpdate(ConfigItem.newBuilder().setKey(entry.getKey()).setValueJson(Json.write(entry.getValue())));
        }
        return config.build();
    }

    /** Each value whole, maps too: what is logged below a key takes the place of all of it, as in the official client. */
    private static SummaryRecord summary(ObjectNode values) {
        SummaryRecord.Builder summary = SummaryRecord.newBuilder();
        for (Map.Entry<String, JsonNode> entry : values.properties()) {
            if (!entry.getValue().isNull()) {
                summary.addUpdate(
                        SummaryItem.newBuilder().setKey(entry.getKey()).setValueJson(Json.write(entry.getValue())));
            }
        }
        return summary.build();
    }

    private static String said(JsonNode answer, String field, String otherwise) {
        String text = answer.path(field).asText("");
        return text.isEmpty() ? otherwise : text;
    }
}
