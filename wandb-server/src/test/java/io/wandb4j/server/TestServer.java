package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A started server and a client that talks to it over HTTP as its owner. */
final class TestServer implements AutoCloseable {

    static final MediaType JSON = MediaType.get("application/json");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    final LocalServer server;
    final ManualClock clock = new ManualClock();
    final OkHttpClient client = new OkHttpClient.Builder()
            .followRedirects(false)
            .readTimeout(PATIENCE)
            .writeTimeout(PATIENCE)
            .build();

    TestServer(Path directory) {
        this(directory, Duration.ZERO);
    }

    /** A server that starts so long after others did. */
    TestServer(Path directory, Duration later) {
        clock.advance(later);
        server = LocalServer.start(ServerOptions.in(directory).withClock(clock));
    }

    @Override
    public void close() {
        server.close();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    /** What the document gives, which must be without errors. */
    JsonNode data(String document, Map<String, ?> variables) throws IOException {
        Reply reply = graphql(document, variables);
        assertThat(reply.json().path("errors")).as(reply.body()).isEmpty();
        return reply.json().path("data");
    }

    /** The first error of the document. */
    String error(String document, Map<String, ?> variables) throws IOException {
        Reply reply = graphql(document, variables);
        assertThat(reply.json().path("errors")).as(reply.body()).isNotEmpty();
        return reply.json().path("errors").path(0).path("message").asText();
    }

    Reply graphql(String document, Map<String, ?> variables) throws IOException {
        return post("/graphql", Json.text(Map.of("query", document, "variables", variables)));
    }

    Reply post(String path, String body) throws IOException {
        return send(request(path).post(RequestBody.create(body, JSON)));
    }

    Reply get(String path) throws IOException {
        return send(request(path));
    }

    /** A request with the owner's key; the address may be a path or absolute. */
    Request.Builder request(String address) {
        String pair = "api:" + server.apiKey();
        return anonymous(address)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes()));
    }

    /** A request without a key. */
    Request.Builder anonymous(String address) {
        return new Request.Builder().url(address.startsWith("http") ? address : server.url() + address);
    }

    Reply send(Request.Builder request) throws IOException {
        try (Response response = client.newCall(request.build()).execute()) {
            return new Reply(response.code(), response.body().string(), response);
        }
    }

    /** Makes or updates a run of the project {@code p} and gives it back. */
    JsonNode upsert(Map<String, ?> input) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of("modelName", "p"));
        all.putAll(input);
        return data(
                        "mutation M($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted bucket { id name"
                                + " displayName config state tags notes group historyLineCount } } }",
                        Map.of("input", all))
                .path("upsertBucket")
                .path("bucket");
    }

    /** Fields of a run of the project {@code p}. */
    JsonNode run(String name, String fields) throws IOException {
        return data(
                        "query Q($name: String!) { project(name: \"p\") { run(name: $name) { " + fields + " } } }",
                        Map.of("name", name))
                .path("project")
                .path("run");
    }

    /** Sends a file stream request for a run of the project {@code p}. */
    Reply stream(String run, String body) throws IOException {
        return post("/files/local/p/" + run + "/file_stream", body);
    }

    /** Sends history lines. */
    Reply history(String run, int offset, List<String> lines) throws IOException {
        return stream(run, files("wandb-history.jsonl", offset, lines));
    }

    static String files(String name, int offset, List<String> lines) {
        return Json.text(Map.of("files", Map.of(name, Map.of("offset", offset, "content", lines))));
    }

    /** An answer. */
    record Reply(int code, String body, Response response) {
        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(body);
        }
    }
}
