package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wandb4j.internal.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/** Stands between clients and a server: remembers what runs were created with and where their history begins, and can bend
 * the server's answers. */
final class SpyProxy implements AutoCloseable {
    private static final Set<String> OWN_HEADERS = Set.of("host", "connection", "content-length", "upgrade", "expect");

    private final HttpServer proxy;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String server;
    private final Map<String, UnaryOperator<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, List<JsonNode>> creations = new ConcurrentHashMap<>();
    private final Map<String, List<JsonNode>> chunks = new ConcurrentHashMap<>();

    SpyProxy(String server) throws IOException {
        this.server = server;
        this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setExecutor(threads);
        proxy.createContext("/", this::serve);
        proxy.start();
    }

    String url() {
        return "http://127.0.0.1:" + proxy.getAddress().getPort();
    }

    /** Has an operation about a run answered with what is made of the server's answer; null refuses it. */
    void bend(String operation, String run, UnaryOperator<JsonNode> answer) {
        answers.put(operation + " " + run, answer);
    }

    /** The variables with which a run was created or changed, in order. */
    List<JsonNode> upserts(String run) {
        return creations.getOrDefault(run, List.of());
    }

    /** The pieces of a run's history as they were sent, in order. */
    List<JsonNode> historyChunks(String run) {
        return chunks.getOrDefault(run, List.of());
    }

    @Override
    public void close() {
        proxy.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<JsonNode> request = json(exchange, body);
            HttpResponse<byte[]> response =
                    client.send(forwarded(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
            String path = exchange.getRequestURI().getPath();
            byte[] answer = response.body();
            int status = response.statusCode();
            if (path.equals("/graphql") && request.isPresent()) {
                answer = bent(request.get(), answer);
                status = answer.length == 0 ? 400 : status;
            } else if (path.endsWith("/file_stream") && request.isPresent()) {
                remember(chunks, path.split("/")[4], request.get().at("/files/wandb-history.jsonl"));
            }
            byte[] refusal = "{\"errors\":[{\"message\":\"refused\"}]}".getBytes(UTF_8);
            byte[] sent = answer.length == 0 && status == 400 ? refusal : answer;
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, sent.length == 0 ? -1 : sent.length);
            exchange.getResponseBody().write(sent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] bent(JsonNode request, byte[] answer) {
        String operation = request.path("operationName").asText();
        JsonNode variables = request.path("variables");
        String run = variables
                .path(operation.equals("RewindRun") ? "runName" : "name")
                .asText();
        if (operation.equals("UpsertBucket")) {
            remember(creations, run, variables);
        }
        UnaryOperator<JsonNode> change = answers.get(operation + " " + run);
        if (change == null) {
            return answer;
        }
        JsonNode changed = change.apply(Json.read(new String(answer, UTF_8)));
        return changed.isMissingNode() ? new byte[0] : Json.write(changed).getBytes(UTF_8);
    }

    private HttpRequest forwarded(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)) && !name.equalsIgnoreCase("Accept-Encoding")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static Optional<JsonNode> json(HttpExchange exchange, byte[] body) throws IOException {
        if (!exchange.getRequestMethod().equals("POST") || body.length == 0) {
            return Optional.empty();
        }
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream in =
                packed ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
            return Optional.of(Json.MAPPER.readTree(in));
        }
    }

    private static void remember(Map<String, List<JsonNode>> memory, String run, JsonNode what) {
        if (what instanceof ObjectNode) {
            memory.computeIfAbsent(run, unused -> java.util.Collections.synchronizedList(new ArrayList<>()))
                    .add(what);
        }
    }
}
