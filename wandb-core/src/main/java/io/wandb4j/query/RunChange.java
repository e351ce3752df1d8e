package io.wandb4j.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is to be different about a run of the server: what is not named stays. Immutable.
 *
 * <p>Values of config and summary are copied when they are named. */
public final class RunChange {
    private final Map<String, Object> fields;
    private final List<Consumer<ObjectNode>> config;
    private final List<Consumer<ObjectNode>> summary;

    private RunChange(
            Map<String, Object> fields, List<Consumer<ObjectNode>> config, List<Consumer<ObjectNode>> summary) {
        this.fields = fields;
        this.config = config;
        this.summary = summary;
    }

    /** A change of nothing, to which others are added. */
    public static RunChange none() {
        return new RunChange(Map.of(), List.of(), List.of());
    }

    /** With another name. */
    public RunChange name(String name) {
        return with("displayName", requireNonNull(name, "name"));
    }

    /** With other notes. */
    public RunChange notes(String notes) {
        return with("notes", requireNonNull(notes, "notes"));
    }

    /** With these tags instead of those that it has. */
    public RunChange tags(Collection<String> tags) {
        return with("tags", List.copyOf(tags));
    }

    /** In another group. */
    public RunChange group(String group) {
        return with("groupName", requireNonNull(group, "group"));
    }

    /** With another kind of job. */
    public RunChange jobType(String jobType) {
        return with("jobType", requireNonNull(jobType, "job type"));
    }

    /** With a value of the config. */
    public RunChange config(String key, @Nullable Object value) {
        ObjectNode wrapped = Json.MAPPER.createObjectNode();
        wrapped.set("value", Json.MAPPER.valueToTree(value));
        wrapped.putNull("desc");
        return new RunChange(fields, plus(config, tree -> tree.set(key, wrapped)), summary);
    }

    /** Without a key of the config. */
    public RunChange withoutConfig(String key) {
        return new RunChange(fields, plus(config, tree -> tree.remove(key)), summary);
    }

    /** With a value of the summary. */
    public RunChange summary(String key, @Nullable Object value) {
        var copy = Json.MAPPER.valueToTree(value);
        return new RunChange(fields, config, plus(summary, tree -> tree.set(key, copy.deepCopy())));
    }

    /** Without a key of the summary. */
    public RunChange withoutSummary(String key) {
        return new RunChange(fields, config, plus(summary, tree -> tree.remove(key)));
    }

    /** What is sent for a run that has this config and summary; what stays is null. */
    Map<String, @Nullable Object> variables(ObjectNode oldConfig, ObjectNode oldSummary) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(fields);
        for (String field : List.of("displayName", "notes", "tags", "groupName", "jobType")) {
            variables.putIfAbsent(field, null);
        }
        variables.put("config", changed(oldConfig, config));
        variables.put("summaryMetrics", changed(oldSummary, summary));
        return variables;
    }

    private static @Nullable String changed(ObjectNode before, List<Consumer<ObjectNode>> changes) {
        if (changes.isEmpty()) {
            return null;
        }
        ObjectNode after = before.deepCopy();
        changes.forEach(change -> change.accept(after));
        return Json.write(after);
    }

    private RunChange with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new RunChange(Map.copyOf(more), config, summary);
    }

    private static List<Consumer<ObjectNode>> plus(List<Consumer<ObjectNode>> changes, Consumer<ObjectNode> change) {
        List<Consumer<ObjectNode>> more = new ArrayList<>(changes);
        more.add(change);
        return List.copyOf(more);
    }
}
