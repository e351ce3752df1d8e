package io.wandb4j.internal.transport;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Speaks to one server with one API key: GraphQL, file streams, uploads and downloads.
 *
 * <p>Safe for use by several threads. Every call blocks its thread, with retries, until there is an answer; closing ends
 * the calls and waits of all threads. Keeps no thread that would keep the JVM alive. */
public final class ApiClient implements AutoCloseable {
    private static final MediaType JSON = requireNonNull(MediaType.parse("application/json"));
    private static final int WORTH_PACKING = 1024;

    private final Connection connection;
    private final RetryClock clock;
    private final OkHttpClient http;
    private final HttpUrl base;
    private final String authorization;
    private final Exchange exchange;
    private final FileTransfer transfer;
    private final ServerFeatures features = new ServerFeatures(this);
    private volatile RateLimit rateLimit = RateLimit.none();

    private ApiClient(Connection connection, RetryClock clock, Duration longestAttempt) {
        this.connection = connection;
        this.clock = clock;
        this.base = HttpUrl.get(connection.baseUrl());
        this.authorization = Credentials.basic("api", connection.apiKey(), StandardCharsets.UTF_8);
        this.http = HttpSetup.client(connection, System.getenv());
        this.exchange = new Exchange(http, clock, longestAttempt, connection.baseUrl());
        this.transfer = new FileTransfer(
                exchange,
                base,
                authorization,
                RetryPolicy.TRANSFER.with(connection.network().transfers()));
    }

    /** A client for this server. */
    public static ApiClient open(Connection connection) {
        return open(connection, RetryClock.system());
    }

    /** A client for this server whose waits are those of the given clock. */
    public static ApiClient open(Connection connection, RetryClock clock) {
        return open(connection, clock, Duration.ZERO);
    }

    /** A client for this server that gives up a call that takes so long, whatever the retry policy of its kind says.
     *
     * @param longestAttempt zero leaves it to the policy */
    public static ApiClient open(Connection connection, RetryClock clock, Duration longestAttempt) {
        return new ApiClient(connection, clock, longestAttempt);
    }

    /** Has somebody told of outages from now on. */
    public void tell(OutageListener listener) {
        exchange.tell(listener);
    }

    /** Which server, and who is asking. */
    public Connection connection() {
        return connection;
    }

    /** Sends a GraphQL operation and answers its {@code data}.
     *
     * @param variables a null value is sent as null
     * @throws io.wandb4j.errors.AuthenticationException if the server refuses the key
     * @throws CommunicationException if the server rejects the operation, or cannot be reached for long */
    public JsonNode graphql(String operationName, String document, Map<String, ?> variables) {
        return graphql(operationName, document, variables, policy(operationName), null);
    }

    /** Sends a GraphQL operation like {@link #graphql(String, String, Map)}, for no longer than the given time. */
    public JsonNode graphql(String operationName, String document, Map<String, ?> variables, Duration timeout) {
        return graphql(
                operationName,
                document,
                variables,
                policy(operationName),
                clock.now().plus(timeout));
    }

    /** Sends a GraphQL operation like {@link #graphql(String, String, Map)}, as patiently as a policy says. */
    public JsonNode graphql(String operationName, String document, Map<String, ?> variables, RetryPolicy policy) {
        return graphql(operationName, document, variables, policy, null);
    }

    /** Whether the server says that it can do this; no, if it does not answer the question. */
    public boolean supports(String feature) {
        return features.supports(feature);
    }

    /** Posts a piece of a run's file stream, for up to a week.
     *
     * @param body JSON */
    public FileStreamReply postFileStream(String entity, String project, String runId, byte[] body) {
        Exchange.Task task = new Exchange.Task("sending data of run " + runId, streamPolicy(), null);
        HttpUrl url = base.newBuilder()
                .addPathSegment("files")
                .addPathSegment(entity)
                .addPathSegment(project)
                .addPathSegment(runId)
                .addPathSegment("file_stream")
                .build();
        keepRateLimit(task);
        Request request = streamRequest(url, body);
        return exchange.send(task, request, this::readReply);
    }

    /** Puts a file to an address that the server gave.
     *
     * @param headers lines of the form {@code Name:value}
     * @throws CommunicationException if the server rejects it, cannot be reached for long, or the file cannot be read */
    public void upload(String url, List<String> headers, Path file) {
        try {
            transfer.upload(url, headers, file, 0, Files.size(file));
        } catch (IOException e) {
            throw CommunicationException.rejected(0, "cannot upload " + file + ": it cannot be read", e);
        }
    }

    /** Puts a part of a file like {@link #upload} and answers the entity tag of the part, empty if there is none. */
    public String uploadPart(String url, List<String> headers, Path file, long offset, long length) {
        return transfer.upload(url, headers, file, offset, length);
    }

    /** Puts bytes to a place of the server below its address.
     *
     * @param what the thing that is sent, for error messages
     * @throws CommunicationException if the server rejects them, or cannot be reached for long */
    public void put(String what, List<String> place, byte[] bytes) {
        HttpUrl.Builder url = base.newBuilder();
        place.forEach(url::addPathSegment);
        transfer.put(
                what, authorized(url.build()).put(RequestBody.create(bytes)).build());
    }

    /** Posts bytes to a place of the server below its address, and answers what comes back.
     *
     * @param what the thing that is asked for, for error messages */
    public byte[] ask(String what, List<String> place, byte[] bytes) {
        HttpUrl.Builder url = base.newBuilder();
        place.forEach(url::addPathSegment);
        return transfer.ask(
                what, authorized(url.build()).post(RequestBody.create(bytes)).build());
    }

    /** Fetches an address into a file, which appears only when it is complete. */
    public void download(String url, Path target) {
        transfer.download(url, target);
    }

    /** Fetches bytes of a file into their place; what breaks off goes on where it was. */
    public void fetch(String url, FileRange range) {
        transfer.fetch(url, range);
    }

    /** Fetches an address into memory.
     *
     * @param what the thing that is fetched, for error messages */
    public byte[] read(String url, String what) {
        return transfer.read(url, "reading " + what);
    }

    /** Whether every further call will fail, because {@link #close} was called. */
    public boolean isClosed() {
        return exchange.isClosed();
    }

    /** Gives back the connections that no call uses now; later calls make new ones. */
    public void rest() {
        http.connectionPool().evictAll();
    }

    /** Ends all calls of all threads; later ones fail. */
    @Override
    public void close() {
        exchange.close();
        rest();
        http.dispatcher().executorService().shutdown();
    }

    private static RetryPolicy policy(String operationName) {
        return operationName.equals("UpsertBucket") ? RetryPolicy.UPSERT_RUN : RetryPolicy.GRAPHQL;
    }

    /** The policy as the settings have it; what changes a run is tried as often as its data. */
    private RetryPolicy asSet(RetryPolicy policy) {
        RetryPolicy set = policy.with(connection.network().requests());
        return policy == RetryPolicy.RUN_UPDATE ? set.asOftenAs(streamPolicy()) : set;
    }

    private RetryPolicy streamPolicy() {
        return RetryPolicy.FILE_STREAM.with(connection.network().stream());
    }

    private JsonNode graphql(
            String operationName,
            String document,
            Map<String, ?> variables,
            RetryPolicy policy,
            @Nullable Instant deadline) {
        Exchange.Task task = new Exchange.Task(operationName, asSet(policy), deadline);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", document);
        if (!variables.isEmpty()) {
            body.put("variables", variables);
        }
        body.put("operationName", operationName);
        Request request = authorized(base.newBuilder().addPathSegment("graphql").build())
                .header("X-WANDB-USERNAME", connection.username())
                .header("X-WANDB-USER-EMAIL", connection.email())
                .post(RequestBody.create(Json.write(body).getBytes(StandardCharsets.UTF_8), JSON))
                .build();
        return data(
                task,
                exchange.send(task, request, policy == RetryPolicy.RUN_UPDATE ? ApiClient::answer : ApiClient::tree));
    }

    private JsonNode data(Exchange.Task task, JsonNode answer) {
        String message = ServerMessage.of(answer);
        if (!message.isEmpty() || !answer.has("data")) {
            throw CommunicationException.rejected(
                    200,
                    task.what() + " failed at " + connection.baseUrl() + ": "
                            + (message.isEmpty() ? "the answer is not that of a W&B server" : message),
                    null);
        }
        return answer.get("data");
    }

    private FileStreamReply readReply(Response response) throws IOException {
        rateLimit = rateLimit.after(
                response.header("RateLimit-Remaining"), response.header("RateLimit-Reset"), clock.now());
        return new FileStreamReply(answer(response).path("stopped").booleanValue());
    }

    private void keepRateLimit(Exchange.Task task) {
        Duration delay = rateLimit.delay(clock.now());
        if (delay.isZero()) {
            return;
        }
        try {
            clock.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommunicationException(task.what() + " was not done: the thread was interrupted", e);
        }
    }

    private Request streamRequest(HttpUrl url, byte[] body) {
        if (body.length < WORTH_PACKING || !supports("FILESTREAM_GZIP")) {
            return authorized(url).post(RequestBody.create(body, JSON)).build();
        }
        return authorized(url)
                .header("Content-Encoding", "gzip")
                .post(RequestBody.create(Gzip.pack(body), JSON))
                .build();
    }

    private Request.Builder authorized(HttpUrl url) {
        return new Request.Builder().url(url).header("Authorization", authorization);
    }

    /** The answer to a piece of data; only who answers as a W&B server does has stored it, and no gateway before it. */
    private static JsonNode answer(Response response) throws IOException {
        String text = response.body().string();
        try {
            JsonNode tree = text.isBlank() ? MissingNode.getInstance() : Json.read(text);
            if (tree.isObject() || tree.isMissingNode()) {
                return tree;
            }
        } catch (UncheckedIOException e) {
            throw new IOException("the answer is not that of a W&B server", e);
        }
        throw new IOException("the answer is not that of a W&B server");
    }

    /** The answer as a tree; what is no JSON is a tree of nothing. */
    private static JsonNode tree(Response response) throws IOException {
        String text = response.body().string();
        try {
            return Json.read(text);
        } catch (UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }
}
