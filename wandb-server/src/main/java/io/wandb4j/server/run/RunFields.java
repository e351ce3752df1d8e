package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The values of one run under the names that filters and orders use; JSON is parsed only when asked for. */
public final class RunFields implements Fields {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Run run;
    private final LongFunction<String> userName;
    private final Map<String, ObjectNode> parsed = new HashMap<>();

    RunFields(Run run, LongFunction<String> userName) {
        this.run = run;
        this.userName = userName;
    }

    /** The value of a field such as {@code state} or {@code config.lr}; missing when the run has none. */
    @Override
    public JsonNode value(String field) {
        int dot = field.indexOf('.');
        String rest = field.substring(dot + 1);
        return switch (dot < 0 ? "" : field.substring(0, dot)) {
            case "config" -> config(rest);
            case "summary_metrics", "summaryMetrics", "summary" -> inside(parsed("summary", run.summary()), rest);
            case "keys_info" -> inside(parsed("summary", run.summary()), rest.replaceFirst("^keys\\.", ""));
            case "tags" -> NODES.booleanNode(run.tags().contains(rest));
            default -> column(field);
        };
    }

    private JsonNode column(String field) {
        return switch (field) {
            case "name" -> NODES.textNode(run.name());
            case "display_name", "displayName" -> NODES.textNode(run.displayName());
            case "state" -> NODES.textNode(run.state().toString());
            case "group", "group_name" -> text(run.group());
            case "job_type", "jobType" -> text(run.jobType());
            case "host" -> text(run.host());
            case "sweep", "sweepName", "sweep_name" -> text(run.sweepName());
            case "notes" -> text(run.notes());
            case "description" -> text(run.description());
            case "commit" -> text(run.commit());
            case "tags" -> tags();
            case "username", "user" -> NODES.textNode(userName.apply(run.userId()));
            case "created_at", "createdAt" -> time(run.createdAt());
            case "heartbeat_at", "heartbeatAt", "updated_at", "updatedAt" -> time(run.heartbeatAt());
            case "duration", "computeSeconds" -> NODES.numberNode((run.heartbeatAt() - run.createdAt()) / 1000.0);
            default -> MissingNode.getInstance();
        };
    }

    // Both config.lr and config.lr.value mean the value of lr; keys may contain dots themselves.
    private JsonNode config(String path) {
        ObjectNode config = parsed("config", run.config());
        if (config.get(path) instanceof ObjectNode entry) {
            return entry.path("value");
        }
        if (path.endsWith(".value")) {
            return config(path.substring(0, path.length() - ".value".length()));
        }
        int dot = path.indexOf('.');
        while (dot >= 0) {
            JsonNode entry = config.get(path.substring(0, dot));
            if (entry != null) {
                String rest = path.substring(dot + 1);
                return inside(entry.path("value"), rest.startsWith("value.") ? rest.substring(6) : rest);
            }
            dot = path.indexOf('.', dot + 1);
        }
        return MissingNode.getInstance();
    }

    /** The node under a dotted path whose parts may contain dots. */
    public static JsonNode inside(JsonNode node, String path) {
        if (node.has(path)) {
            return node.path(path);
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            JsonNode found = inside(node.path(path.substring(0, dot)), path.substring(dot + 1));
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }

    private ObjectNode parsed(String what, String json) {
        return parsed.computeIfAbsent(what, key -> Json.stored(json));
    }

    private JsonNode tags() {
        ArrayNode tags = NODES.arrayNode();
        run.tags().forEach(tags::add);
        return tags;
    }

    private static JsonNode text(@Nullable String value) {
        return value == null ? MissingNode.getInstance() : NODES.textNode(value);
    }

    // ISO text compares like the time itself, and so do the prefixes that clients write.
    private static JsonNode time(long millis) {
        return NODES.textNode(Instant.ofEpochMilli(millis).toString());
    }
}
