package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.HistoryRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.server.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * All that a server knows of a run, as leaves by their path; read without any client of this project.
 *
 * <p>Numbers are compared by value: the official client writes 1.0 as 1.
 */
final class RunSnapshot {
    private static final String QUERY = """
            query Snapshot($entity: String!, $project: String!, $name: String!) {
              project(name: $project, entityName: $entity) {
                run(name: $name) {
                  displayName description notes tags state group jobType commit repo host program sweepName exitcode
                  config summaryMetrics historyLineCount historyKeys
                  history(samples: 1000000)
                  events(samples: 1000000)
                  logLines(first: 1000000) { edges { node { number timestamp level label line } } }
                  files(first: 1000) { edges { node { name sizeBytes md5 url } } }
                  outputArtifacts(first: 100) {
                    edges {
                      node {
                        versionIndex digest description metadata size fileCount
                        artifactSequence { name }
                        artifactType { name }
                        aliases { alias }
                        tags { name }
                        currentManifest { file { directUrl } }
                      }
                    }
                  }
                }
              }
            }
            """;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final LocalServer server;
    private final Map<String, String> leaves = new TreeMap<>();

    private RunSnapshot(LocalServer server) {
        this.server = server;
    }

    /** Reads a run: its fields, config, summary, history, files with their contents, artifacts with their manifests. */
    static Map<String, String> of(LocalServer server, String project, String run) {
        RunSnapshot snapshot = new RunSnapshot(server);
        JsonNode data = new RawGraphQl(server.url(), server.apiKey())
                .ask(QUERY, Map.of("entity", server.entity(), "project", project, "name", run));
        try {
            snapshot.read((ObjectNode) data.at("/project/run"));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + project + "/" + run, e);
        }
        return snapshot.leaves;
    }

    /** The history of a run as its log has it, under the same paths. */
    static Map<String, String> historyOf(Path log) throws IOException {
        Map<String, String> leaves = new TreeMap<>();
        int row = 0;
        try (LogReader reader = LogReader.open(log)) {
            for (Optional<Record> record = reader.next(); record.isPresent(); record = reader.next()) {
                if (record.get().hasHistory()) {
                    addRow("history." + row++, record.get().getHistory(), leaves);
                }
            }
        }
        return leaves;
    }

    /** The history among the leaves of a run. */
    static Map<String, String> historyOf(Map<String, String> run) {
        Map<String, String> history = new TreeMap<>(run);
        history.keySet().removeIf(path -> !path.startsWith("history."));
        return history;
    }

    private static void addRow(String path, HistoryRecord row, Map<String, String> leaves) throws IOException {
        for (HistoryItem item : row.getItemList()) {
            String key = item.getNestedKeyCount() == 0 ? item.getKey() : String.join(".", item.getNestedKeyList());
            add(path + "." + key, JSON.readTree(item.getValueJson()), leaves);
        }
    }

    private void read(ObjectNode run) throws IOException {
        addConfig("config", parsed(run.remove("config")));
        add("summary", parsed(run.remove("summaryMetrics")));
        add("historyKeys", parsed(run.remove("historyKeys")));
        int row = 0;
        for (JsonNode line : run.remove("history")) {
            add("history." + row++, parsed(line));
        }
        int sample = 0;
        for (JsonNode line : run.remove("events")) {
            add("events." + sample++, parsed(line));
        }
        for (JsonNode edge : run.remove("logLines").path("edges")) {
            add("console." + edge.at("/node/number").asInt(), edge.path("node"));
        }
        for (JsonNode edge : run.remove("files").path("edges")) {
            readFile(edge.path("node"));
        }
        for (JsonNode edge : run.remove("outputArtifacts").path("edges")) {
            readArtifact((ObjectNode) edge.path("node"));
        }
        add("run", run);
    }

    private void readFile(JsonNode file) throws IOException {
        String path = "file." + file.path("name").asText();
        String content = get(file.path("url").asText());
        if (path.endsWith(".json")) {
            add(path, JSON.readTree(content));
        } else if (path.endsWith(".yaml")) {
            addConfig(path, JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(content)));
        } else {
            leaves.put(path, content);
            leaves.put(path + ".md5", file.path("md5").asText());
        }
    }

    private void readArtifact(ObjectNode artifact) throws IOException {
        String path = "artifact." + artifact.at("/artifactSequence/name").asText();
        String manifest =
                get(artifact.remove("currentManifest").at("/file/directUrl").asText());
        add(path + ".manifest", JSON.readTree(manifest));
        add(path + ".metadata", parsed(artifact.remove("metadata")));
        add(path, artifact);
    }

    /** Metric definitions come in any order and name their steps by position, flags of the telemetry come in any order, and
     * what is known of a machine is under an id that its writer drew: here each has a name that tells it from the others. */
    private void addConfig(String path, JsonNode config) {
        ObjectNode own = (ObjectNode) config.at("/_wandb/value");
        ObjectNode machines = JSON.createObjectNode(); // none where the process died before it told of its machine
        own.path("e").forEach(machine -> machines.set(Integer.toString(machines.size()), machine));
        own.set("e", machines);
        ObjectNode flags = JSON.createObjectNode();
        own.path("t").path("3").forEach(flag -> flags.put("flag " + flag.asText(), true));
        ((ObjectNode) own.path("t")).set("3", flags);
        JsonNode metrics = own.path("m");
        own.remove("m");
        for (JsonNode metric : metrics) {
            ObjectNode named = metric.deepCopy();
            if (named.has("5")) {
                JsonNode step = metrics.path(named.path("5").asInt() - 1);
                named.set("5", step.path(step.has("1") ? "1" : "2"));
            }
            add(path + ".metric." + metric.path(metric.has("1") ? "1" : "2").asText(), named);
        }
        add(path, config);
    }

    private String get(String url) throws IOException {
        String user = Base64.getEncoder().encodeToString(("api:" + server.apiKey()).getBytes(UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url()).resolve(url))
                .header("Authorization", "Basic " + user)
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("HTTP " + response.statusCode() + " at " + url);
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonNode parsed(JsonNode text) throws IOException {
        return text.isTextual() ? JSON.readTree(text.textValue()) : text;
    }

    private void add(String path, JsonNode node) {
        add(path, node, leaves);
    }

    private static void add(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(entry -> add(path + "." + entry.getKey(), entry.getValue(), leaves));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                add(path + "." + i, node.get(i), leaves);
            }
        } else {
            leaves.put(path, node.isNumber() ? Double.toString(node.doubleValue()) : node.toString());
        }
    }
}
