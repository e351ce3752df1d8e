package io.wandb4j.internal.transport;

import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Asks hosts that are not the server, who get no key of it. For use by one thread. */
public final class PublicHttp implements AutoCloseable {
    private final OkHttpClient client;
    private final Exchange exchange;
    private final RetryPolicy policy;

    private PublicHttp(OkHttpClient client, RetryPolicy policy) {
        this.client = client;
        this.exchange = new Exchange(client, RetryClock.system(), Duration.ZERO, "the host of the address");
        this.policy = policy;
    }

    /** Goes by the proxies of the settings. */
    public static PublicHttp open(Settings settings) {
        Connection nobody = new Connection(settings.baseUrl(), "", "", "", settings.network());
        return new PublicHttp(
                HttpSetup.client(nobody, System.getenv()),
                RetryPolicy.PUBLIC.with(settings.network().transfers()));
    }

    /** What an answer says of itself.
     *
     * @param url where it came from in the end
     * @param entityTag as it was sent, with quotes
     * @param size of what is sent, if that is known
     * @param headers all of them, of several with one name the last */
    public record Answer(String url, Optional<String> entityTag, Optional<Long> size, Map<String, String> headers) {
        static Answer of(Response response) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
            Optional<Long> size = Optional.ofNullable(headers.get("Content-Length"))
                    .filter(text -> text.matches("[0-9]{1,18}"))
                    .map(Long::valueOf);
            return new Answer(
                    response.request().url().toString(),
                    Optional.ofNullable(headers.get("ETag")).filter(tag -> !tag.isEmpty()),
                    size,
                    headers);
        }
    }

    /** Whether the bytes of an answer are wanted. */
    public interface Condition {
        /** Refuses what is not wanted by an exception. */
        void check(Answer answer);
    }

    /** Asks for the headers only.
     *
     * @param method {@code GET} or {@code HEAD}
     * @throws io.wandb4j.errors.CommunicationException if there is no such thing, or no answer */
    public Answer look(String method, String url, Map<String, String> headers) {
        Request.Builder request = request(url, headers).method(method, null);
        if (!headers.containsKey("Accept-Encoding")) {
            request.header("Accept-Encoding", "gzip, deflate"); // no decoding, which would change the headers
        }
        return exchange.send(task("looking at", url), request.build(), Answer::of);
    }

    /** Reads a short answer as text. */
    public String read(String url, Map<String, String> headers) {
        return exchange.send(task("reading", url), request(url, headers).build(), response -> response.body()
                .string());
    }

    /** Fetches an address into a file. */
    public void fetch(String url, Map<String, String> headers, Condition condition, Path file) {
        exchange.send(task("downloading", url), request(url, headers).build(), response -> {
            condition.check(Answer.of(response));
            try (PartialFile partial = PartialFile.of(file);
                    ResponseBody body = response.body();
                    InputStream in = body.byteStream()) {
                in.transferTo(partial.out());
                return partial.complete();
            }
        });
    }

    @Override
    public void close() {
        exchange.close();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    private Exchange.Task task(String what, String url) {
        return new Exchange.Task(what + " " + url, policy, null);
    }

    private static Request.Builder request(String url, Map<String, String> headers) {
        HttpUrl address = HttpUrl.parse(url);
        if (address == null) {
            throw new UsageException("'" + url + "' is no http or https address");
        }
        Request.Builder request = new Request.Builder().url(address);
        headers.forEach(request::header);
        return request;
    }
}
