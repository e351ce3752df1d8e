package io.wandb4j.internal.transport;

import io.wandb4j.errors.CommunicationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/** Moves the bytes of files to and from addresses that the server hands out. */
final class FileTransfer {
    private final Exchange exchange;
    private final HttpUrl base;
    private final String authorization;
    private final RetryPolicy policy;

    FileTransfer(Exchange exchange, HttpUrl base, String authorization, RetryPolicy policy) {
        this.exchange = exchange;
        this.base = base;
        this.authorization = authorization;
        this.policy = policy;
    }

    /** Puts a part of a file; answers the entity tag of what was stored, or an empty text. */
    String upload(String url, List<String> headers, Path file, long offset, long length) {
        Exchange.Task task = task("uploading " + file.getFileName());
        // No credentials: the address is signed, and may belong to somebody else.
        Request request = new Request.Builder()
                .url(resolve(task.what(), url))
                .headers(parse(headers))
                .put(new FileBody(file, offset, length))
                .build();
        return exchange.send(task, request, response -> response.header("ETag", ""));
    }

    void put(String what, Request request) {
        exchange.send(task("uploading " + what), request, Response::code);
    }

    byte[] ask(String what, Request request) {
        return exchange.send(task("downloading " + what), request, response -> response.body()
                .bytes());
    }

    void download(String url, Path target) {
        Exchange.Task task = task("downloading " + target.getFileName());
        exchange.send(task, get(task.what(), url), response -> store(response, target));
    }

    /** Fetches bytes of a file into the place that they have in it; what breaks off goes on where it was.
     *
     * @param range which bytes, and where they go */
    void fetch(String url, FileRange range) {
        Exchange.Task task = task("downloading " + range.what());
        while (!range.isComplete()) {
            long before = range.received();
            try {
                exchange.send(task, () -> get(task.what(), url, range), range::take);
            } catch (CommunicationException e) {
                if (e.isRejected() || range.received() <= before || exchange.isClosed()) {
                    throw e;
                }
            }
        }
    }

    byte[] read(String url, String what) {
        Exchange.Task task = task(what);
        return exchange.send(
                task, get(task.what(), url), response -> response.body().bytes());
    }

    private Request get(String what, String url) {
        HttpUrl address = resolve(what, url);
        Request.Builder request = new Request.Builder().url(address);
        if (isOurs(address)) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    private Request get(String what, String url, FileRange range) {
        Request request = get(what, url);
        return range.isWhole()
                ? request
                : request.newBuilder().header("Range", range.header()).build();
    }

    private static Path store(Response response, Path target) throws IOException {
        try (PartialFile file = PartialFile.of(target)) {
            response.body().byteStream().transferTo(file.out());
            return file.complete();
        }
    }

    private boolean isOurs(HttpUrl url) {
        String prefix = base.encodedPath().endsWith("/") ? base.encodedPath() : base.encodedPath() + "/";
        return url.scheme().equals(base.scheme())
                && url.host().equals(base.host())
                && url.port() == base.port()
                && url.encodedPath().startsWith(prefix);
    }

    private HttpUrl resolve(String what, String url) {
        HttpUrl address = url.startsWith("http") ? HttpUrl.parse(url) : base.resolve(url);
        if (address == null) {
            throw CommunicationException.rejected(
                    0, what + " failed: the server gave an address that is none: '" + url + "'", null);
        }
        return address;
    }

    private Exchange.Task task(String what) {
        return new Exchange.Task(what, policy, null);
    }

    private static Headers parse(List<String> lines) {
        Headers.Builder headers = new Headers.Builder();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        return headers.build();
    }
}
