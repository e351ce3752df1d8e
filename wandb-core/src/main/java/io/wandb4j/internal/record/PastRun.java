package io.wandb4j.internal.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.internal.json.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A run that exists on a server, as far as one that goes on with it must know.
 *
 * @param config its keys with their bare values, the client's own part under {@code _wandb}
 * @param nextStep the step that the next row gets
 * @param runtime the whole seconds that it has run */
public record PastRun(
        String storageId,
        ObjectNode config,
        ObjectNode summary,
        long nextStep,
        int runtime,
        List<String> tags,
        String notes) {

    /** Whether a run was ever started: one that a sweep made for an agent to start has no telemetry yet. */
    public static boolean isStarted(JsonNode bucket) {
        try {
            JsonNode own = Json.read(bucket.path("wandbConfig").asText(""));
            return bucket.isObject() && own.isObject() && own.has("t");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The run that an answer describes.
     *
     * @throws UnreadableRunException if a part is missing or malformed */
    public static PastRun of(JsonNode bucket) throws UnreadableRunException {
        ObjectNode summary = object(text(bucket, "summaryMetrics"), "summary");
        ObjectNode lastRow = lastLine(bucket, "historyTail");
        ObjectNode lastEvent = lastLine(bucket, "eventsTail");
        long historyLines = count(bucket, "historyLineCount");
        count(bucket, "eventsLineCount"); // a server that does not count lines cannot go on with them either
        count(bucket, "logLineCount");
        List<String> tags = new ArrayList<>();
        bucket.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new PastRun(
                bucket.path("id").asText(""),
                config(text(bucket, "config")),
                summary,
                nextStep(summary, lastRow, historyLines),
                runtime(summary, lastRow, lastEvent),
                List.copyOf(tags),
                bucket.path("notes").asText(""));
    }

    /** The bare values of a config whose keys each hold theirs under {@code value}.
     *
     * @throws UnreadableRunException if it is no such config */
    public static ObjectNode config(String json) throws UnreadableRunException {
        ObjectNode values = Json.MAPPER.createObjectNode();
        for (var entry : object(json, "config").properties()) {
            if (!entry.getValue().isObject()) {
                throw new UnreadableRunException("the config has no value for \"" + entry.getKey() + "\"");
            }
            if (entry.getValue().has("value")) {
                values.set(entry.getKey(), entry.getValue().get("value"));
            }
        }
        return values;
    }

    // Only whole numbers count: 7, not 7.0. The last row knows better than the summary, which a user can set.
    private static long nextStep(ObjectNode summary, ObjectNode lastRow, long historyLines) {
        long last = whole(lastRow.path("_step"), whole(summary.path("_step"), 0));
        return historyLines > 0 ? last + 1 : last;
    }

    private static int runtime(ObjectNode summary, ObjectNode lastRow, ObjectNode lastEvent) {
        JsonNode own = summary.path("_wandb");
        JsonNode summarized = own.isObject() ? own.path("runtime") : summary.path("_runtime");
        int runtime = Math.max(seconds(summarized), seconds(lastEvent.path("_runtime")));
        return Math.max(runtime, seconds(lastRow.path("_runtime")));
    }

    private static long whole(JsonNode number, long otherwise) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : otherwise;
    }

    private static int seconds(JsonNode number) {
        return number.isNumber() ? (int) Math.max(0, number.doubleValue()) : 0;
    }

    private static String text(JsonNode bucket, String field) throws UnreadableRunException {
        if (!bucket.path(field).isTextual()) {
            throw new UnreadableRunException("the server tells no " + field);
        }
        return bucket.get(field).textValue();
    }

    @CanIgnoreReturnValue
    private static long count(JsonNode bucket, String field) throws UnreadableRunException {
        if (!bucket.path(field).isIntegralNumber()) {
            throw new UnreadableRunException("the server tells no " + field);
        }
        return bucket.get(field).longValue();
    }

    private static ObjectNode object(String json, String what) throws UnreadableRunException {
        JsonNode node = parse(json, what);
        if (node.isNull()) {
            return Json.MAPPER.createObjectNode();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new UnreadableRunException("the " + what + " is not an object");
    }

    /** The last of an array of lines, each of which is JSON in a text; an empty object if there is none. */
    private static ObjectNode lastLine(JsonNode bucket, String field) throws UnreadableRunException {
        JsonNode lines = parse(text(bucket, field), field);
        if (!lines.isArray() && !lines.isNull()) {
            throw new UnreadableRunException(field + " is not a list");
        }
        for (JsonNode line : lines) {
            if (!line.isTextual()) {
                throw new UnreadableRunException(field + " is not a list of lines");
            }
        }
        if (lines.isEmpty()) {
            return Json.MAPPER.createObjectNode();
        }
        if (parse(lines.get(lines.size() - 1).textValue(), field) instanceof ObjectNode last) {
            return last;
        }
        throw new UnreadableRunException("the last line of " + field + " is not an object");
    }

    private static JsonNode parse(String json, String what) throws UnreadableRunException {
        try {
            return Json.read(json);
        } catch (UncheckedIOException e) {
            throw new UnreadableRunException("the " + what + " is not JSON", e);
        }
    }
}
