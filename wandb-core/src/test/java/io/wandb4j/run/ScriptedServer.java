package io.wandb4j.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Enough of a W&amp;B server to run against, which remembers what it was sent. */
public final class ScriptedServer extends Dispatcher implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final List<JsonNode> fileStream = new CopyOnWriteArrayList<>();
    private final List<JsonNode> upserts = new CopyOnWriteArrayList<>();
    private final List<String> uploads = new CopyOnWriteArrayList<>();
    private volatile Function<JsonNode, MockResponse> streamAnswer = body -> json("{}");
    private volatile Function<String, MockResponse> uploadAnswer = path -> json("{}");
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> alerts = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile int upsertStatus = 200;
    private volatile int alertStatus = 200;

    public ScriptedServer() throws IOException {
        server.setDispatcher(this);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Has file stream requests answered so. */
    public void answerStream(Function<JsonNode, MockResponse> answer) {
        streamAnswer = answer;
    }

    /** Has files that arrive at a path answered so. */
    public void answerUploads(Function<String, MockResponse> answer) {
        uploadAnswer = answer;
    }

    /** Has a GraphQL operation answered with this data. */
    public void answer(String operation, String data) {
        answers.put(operation, "{\"data\":" + data + "}");
    }

    /** All that was sent but the headers, as text. */
    public List<String> received() {
        return received;
    }

    public void refuseRuns(int status) {
        upsertStatus = status;
    }

    public void refuseAlerts() {
        alertStatus = 400;
    }

    /** The variables of the alerts that were raised. */
    public List<JsonNode> alerts() {
        return alerts;
    }

    public List<JsonNode> fileStream() {
        return fileStream;
    }

    public List<JsonNode> upserts() {
        return upserts;
    }

    public List<String> uploads() {
        return uploads;
    }

    /** The lines of a file as they add up over all requests. */
    public List<String> lines(String file) {
        List<String> lines = new ArrayList<>();
        for (JsonNode body : fileStream) {
            JsonNode chunk = body.path("files").path(file);
            int at = chunk.path("offset").asInt();
            for (JsonNode line : chunk.path("content")) {
                while (lines.size() <= at) {
                    lines.add("");
                }
                lines.set(at++, line.asText());
            }
        }
        return lines;
    }

    public static MockResponse json(String body) {
        return new MockResponse.Builder().body(body).build();
    }

    public static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).body("{}").build();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        received.add(request.getUrl() + "\n"
                + (request.getBody() == null ? "" : request.getBody().string(ISO_8859_1)));
        if (path.equals("/graphql")) {
            return graphql(Json.read(request.getBody().utf8()));
        }
        if (path.endsWith("/file_stream")) {
            JsonNode body = Json.read(request.getBody().utf8());
            MockResponse answer = streamAnswer.apply(body);
            if (answer.getStatus().contains("200")) {
                fileStream.add(body);
            }
            return answer;
        }
        uploads.add(path);
        return uploadAnswer.apply(path);
    }

    @Override
    public void close() {
        server.close();
    }

    private MockResponse graphql(JsonNode body) {
        JsonNode variables = body.path("variables");
        String operation = body.path("operationName").asText();
        if (answers.containsKey(operation)) {
            return json(answers.get(operation));
        }
        return switch (operation) {
            case "Viewer" -> json("{\"data\":{\"viewer\":{\"id\":\"u\",\"entity\":\"me\",\"username\":\"me\"}}}");
            case "UpsertBucket" -> upsert(variables);
            case "NotifyScriptableRunAlert" -> alert(variables);
            case "CreateRunFiles" -> createFiles(variables);
            default -> json("{\"data\":{\"serverInfo\":{\"features\":[]}}}");
        };
    }

    private MockResponse upsert(JsonNode variables) {
        upserts.add(variables);
        if (upsertStatus != 200) {
            return new MockResponse.Builder()
                    .code(upsertStatus)
                    .body("{\"errors\":[{\"message\":\"refused by the server\"}]}")
                    .build();
        }
        ObjectNode bucket = Json.MAPPER.createObjectNode();
        bucket.put("id", "storage-id").put("name", variables.path("name").asText());
        bucket.put("historyLineCount", lines("wandb-history.jsonl").size());
        bucket.put("eventsLineCount", lines("wandb-events.jsonl").size());
        bucket.put("logLineCount", lines("output.log").size());
        bucket.put("displayName", variables.path("displayName").asText("happy-sun-1"));
        bucket.putObject("project")
                .put("name", variables.path("project").asText())
                .putObject("entity")
                .put("name", "me");
        return json(Json.write(Map.of("data", Map.of("upsertBucket", Map.of("bucket", bucket, "inserted", true)))));
    }

    private MockResponse alert(JsonNode variables) {
        if (alertStatus != 200) {
            return status(alertStatus);
        }
        alerts.add(variables);
        return json("{\"data\":{\"notifyScriptableRunAlert\":{\"success\":true}}}");
    }

    private MockResponse createFiles(JsonNode variables) {
        List<Map<String, String>> files = StreamSupport.stream(
                        variables.path("files").spliterator(), false)
                .map(JsonNode::asText)
                .map(name -> Map.of("name", name, "uploadUrl", url() + "/put/" + name))
                .toList();
        return json(Json.write(Map.of(
                "data", Map.of("createRunFiles", Map.of("runID", "r", "uploadHeaders", List.of(), "files", files)))));
    }
}
