package io.wandb4j.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cells of the resume table as one client plays them: prepared on the server, looked at afterwards. */
final class ResumeTable {
    private static final String PROJECT = "resume-table";
    private static final Set<String> OWN_CONFIG = Set.of("branch_point", "m", "viz", "visualize", "mask/class_labels");
    private static final Set<String> VOLATILE = Set.of("_timestamp", "_runtime", "_wandb");
    private static final Pattern BANNER = Pattern.compile("wandb: (Resuming|Syncing) run ");
    private static final Pattern WARNING = Pattern.compile("WARNING (.*(?:resume|Ignoring ID).*)");

    private final LocalServer server;
    private final SpyProxy proxy;
    private final String client;
    private final Path home;
    private final RawGraphQl api;
    private final Map<String, ResumeCell> cells = new TreeMap<>();

    ResumeTable(LocalServer server, SpyProxy proxy, String client, Path home) {
        this.server = server;
        this.proxy = proxy;
        this.client = client;
        this.home = home;
        this.api = new RawGraphQl(server.url(), server.apiKey());
    }

    /** Puts on the server what the cell wants there; the cell as the client is told it. */
    ObjectNode prepare(ResumeCell cell) throws IOException {
        String key = client + String.format(java.util.Locale.ROOT, "%03d", cells.size());
        cells.put(key, cell);
        cell.past.forEach((run, past) -> store(named(run, key), past));
        cell.answers.forEach((operation, answer) -> proxy.bend(operation, key, answer));
        Path folder = Files.createDirectories(home.resolve(key));
        if (!cell.resumeFile.isEmpty()) {
            Path file = Files.createDirectories(folder.resolve("wandb")).resolve("wandb-resume.json");
            Files.writeString(file, named(cell.resumeFile, key));
        }
        ObjectNode told = Json.MAPPER.createObjectNode();
        told.put("key", key).put("project", PROJECT).put("folder", folder.toString());
        ArrayNode sessions = told.putArray("sessions");
        cell.sessions.forEach(session -> sessions.add(Json.read(named(Json.write(session), key))));
        return told;
    }

    /** What came of a cell whose sessions ended with these reports, in the table's words. */
    ObjectNode outcome(String key, JsonNode reports) {
        ObjectNode last = reports.get(reports.size() - 1).deepCopy();
        ObjectNode outcome = last.has("error") ? failure(last) : success(last);
        return (ObjectNode) Json.read(anonymous(Json.write(outcome), key, reports));
    }

    private ObjectNode failure(ObjectNode report) {
        return report;
    }

    private ObjectNode success(ObjectNode report) {
        String id = report.path("id").asText();
        String shown = report.remove("shown").asText();
        Matcher banner = BANNER.matcher(shown);
        report.put("banner", banner.find() ? banner.group(1) : null);
        Matcher warning = WARNING.matcher(shown);
        report.put("warns", warning.find() ? warning.group(1).strip() : null);
        report.set("summary", without(report.path("summary"), Set.of("_timestamp", "_runtime", "_wandb", "_step")));
        List<JsonNode> upserts = proxy.upserts(id);
        report.set("created", upserts.isEmpty() ? null : created(lastCreation(upserts)));
        List<JsonNode> chunks = proxy.historyChunks(id);
        report.set("firstLine", chunks.isEmpty() ? null : chunks.get(0).path("offset"));
        report.put("name", readable(report.path("name").asText()));
        report.set("stored", stored(id));
        return report;
    }

    // later changes of the config name no id
    private static JsonNode lastCreation(List<JsonNode> upserts) {
        return upserts.stream()
                .filter(variables -> variables.hasNonNull("id"))
                .reduce((before, after) -> after)
                .orElse(upserts.get(0));
    }

    private static ObjectNode created(JsonNode variables) {
        ObjectNode created = Json.MAPPER.createObjectNode();
        created.put("hasId", variables.hasNonNull("id"));
        for (String field : List.of("tags", "notes", "displayName")) {
            created.set(field, variables.path(field));
        }
        if (created.path("tags").isNull()) {
            created.putArray("tags");
        }
        return created;
    }

    private ObjectNode stored(String id) {
        String query = "query Q($entity: String, $project: String, $run: String!) { project(name: $project,"
                + " entityName: $entity) { run(name: $run) { config summaryMetrics tags notes displayName state"
                + " historyLineCount history(minStep: 0, maxStep: 1000000) } } }";
        JsonNode run = api.ask(query, Map.of("entity", server.entity(), "project", PROJECT, "run", id))
                .at("/project/run");
        ObjectNode stored = Json.MAPPER.createObjectNode();
        if (!run.isObject()) {
            return stored;
        }
        ObjectNode config = (ObjectNode) Json.read(run.path("config").asText());
        JsonNode own = config.remove("_wandb");
        ObjectNode values = stored.putObject("config");
        config.properties()
                .forEach(entry -> values.set(entry.getKey(), entry.getValue().path("value")));
        ObjectNode kept = stored.putObject("own");
        (own == null ? Json.MAPPER.createObjectNode() : own.path("value"))
                .properties().stream()
                        .filter(entry -> OWN_CONFIG.contains(entry.getKey()))
                        .forEach(entry -> kept.set(entry.getKey(), entry.getValue()));
        stored.set("summary", without(Json.read(run.path("summaryMetrics").asText()), VOLATILE));
        stored.set("tags", run.path("tags"));
        stored.put("notes", run.path("notes").asText(""));
        stored.put("displayName", readable(run.path("displayName").asText()));
        stored.set("state", run.path("state"));
        stored.set("lines", run.path("historyLineCount"));
        ArrayNode steps = stored.putArray("steps");
        ArrayNode rows = stored.putArray("rows");
        for (JsonNode line : run.path("history")) {
            JsonNode row = Json.read(line.asText());
            steps.add(row.path("_step"));
            rows.add(without(row, VOLATILE));
            stored.put("runtime", runtime(row.path("_runtime").asDouble()));
        }
        return stored;
    }

    // the past run ran for half a minute, a new one is over in no time
    private static String runtime(double seconds) {
        return seconds >= 0 && seconds < 20 ? "anew" : seconds > 30 && seconds < 300 ? "goes on" : "nonsense";
    }

    private void store(String run, ObjectNode past) {
        Map<String, Object> input = new HashMap<>();
        input.put("name", run);
        input.put("modelName", PROJECT);
        input.put("displayName", past.path("displayName").asText());
        input.put("notes", past.path("notes").asText());
        input.put("config", Json.write(past.path("config")));
        List<String> tags = new ArrayList<>();
        past.path("tags").forEach(tag -> tags.add(tag.asText()));
        input.put("tags", tags);
        api.ask(
                "mutation M($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }",
                Map.of("input", input));
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode files = body.putObject("files");
        files.set("wandb-history.jsonl", chunk(past.path("history")));
        files.set("wandb-events.jsonl", chunk(past.path("events")));
        files.set("output.log", chunk(past.path("console")));
        files.set("wandb-summary.json", chunk(Json.read("[]")));
        ((ArrayNode) files.at("/wandb-summary.json/content")).add(Json.write(past.path("summary")));
        body.put("complete", true).set("exitcode", past.path("exit"));
        api.post("/files/" + server.entity() + "/" + PROJECT + "/" + run + "/file_stream", Json.write(body));
    }

    private static ObjectNode chunk(JsonNode lines) {
        ObjectNode chunk = Json.MAPPER.createObjectNode().put("offset", 0);
        chunk.set("content", lines.deepCopy());
        return chunk;
    }

    private static JsonNode without(JsonNode values, Set<String> keys) {
        return values instanceof ObjectNode object ? object.deepCopy().remove(keys) : values;
    }

    // the server counts its runs in the names that it makes
    private static String readable(String name) {
        return name.replaceFirst("^[a-z]+-[a-z]+-[0-9]+$", "made-name");
    }

    private static String named(String text, String key) {
        return text.replace("$PARENT", key + "parent").replace("$ID", key);
    }

    private static String anonymous(String text, String key, JsonNode reports) {
        String result = text.replace(key + "parent", "$PARENT").replace(key, "$ID");
        List<String> made = new ArrayList<>();
        for (JsonNode report : reports) {
            String id = Optional.ofNullable(report.path("id").textValue()).orElse(key);
            if (!id.startsWith(key) && !made.contains(id)) {
                made.add(id);
            }
        }
        for (int i = 0; i < made.size(); i++) {
            result = result.replace(made.get(i), "$NEW" + (i + 1));
        }
        return result;
    }
}
