package io.wandb4j.internal.transport;

import io.wandb4j.errors.CommunicationException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one request until it is answered, rejected, or given up. */
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private final OkHttpClient client;
    private final RetryClock clock;
    private final Duration longestAttempt;
    private final String server;
    private volatile boolean closed;
    private volatile @Nullable OutageListener listener;

    Exchange(OkHttpClient client, RetryClock clock, Duration longestAttempt, String server) {
        this.client = client;
        this.clock = clock;
        this.longestAttempt = longestAttempt;
        this.server = server;
    }

    /** What is done, in words for people, how patiently, and until when at most. */
    record Task(String what, RetryPolicy policy, @Nullable Instant deadline) {}

    /** Reads a successful answer; an {@link IOException} counts as no answer. */
    interface Reader<T> {
        T read(Response response) throws IOException;
    }

    <T> T send(Task task, Request request, Reader<T> reader) {
        return send(task, () -> request, reader);
    }

    /** Sends a request that is made anew for each attempt. */
    <T> T send(Task task, Supplier<Request> requests, Reader<T> reader) {
        for (int attempt = 0; ; attempt++) {
            Failure failure;
            Request request = requests.get();
            try (Response response = call(task, request).execute()) {
                if (response.isSuccessful()) {
                    T answer = reader.read(response);
                    tellBack(attempt);
                    return answer;
                }
                failure = Failure.of(response);
            } catch (IOException e) {
                failure = Failure.of(e);
            }
            waitToRetry(task, request, attempt, failure);
        }
    }

    /** Ends the waiting and the calls of all threads. */
    void close() {
        closed = true;
        client.dispatcher().cancelAll();
        clock.wake();
    }

    void tell(OutageListener to) {
        listener = to;
    }

    private void tellBack(int attempt) {
        OutageListener told = listener;
        if (told != null && attempt > 0) {
            told.back();
        }
    }

    private void tellAway(String reason) {
        OutageListener told = listener;
        if (told != null) {
            told.away(reason);
        }
    }

    boolean isClosed() {
        return closed;
    }

    private Call call(Task task, Request request) {
        if (closed) {
            throw new CommunicationException(task.what() + " was not sent: the client is closed");
        }
        Call call = client.newCall(request);
        Duration timeout = task.policy().attemptTimeout();
        if (!longestAttempt.isZero() && (timeout.isZero() || timeout.compareTo(longestAttempt) > 0)) {
            timeout = longestAttempt;
        }
        if (task.deadline() != null) {
            Duration left = Duration.between(clock.now(), task.deadline());
            timeout = timeout.isZero() || left.compareTo(timeout) < 0 ? left : timeout;
            timeout = timeout.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : timeout;
        }
        call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return call;
    }

    private void waitToRetry(Task task, Request request, int attempt, Failure failure) {
        String asked = serverOf(request);
        if (closed) {
            throw failure.gaveUp(task.what(), asked, "because the client is closed");
        }
        if (!failure.heals(task.policy())) {
            throw failure.rejected(task.what(), asked, hasKey(request));
        }
        if (attempt >= task.policy().retries()) {
            throw failure.gaveUp(task.what(), asked, "after " + (attempt + 1) + " attempts");
        }
        Instant now = clock.now();
        Duration delay = task.policy()
                .delay(
                        attempt,
                        failure.retryAfter(),
                        now,
                        ThreadLocalRandom.current().nextDouble());
        if (task.deadline() != null && !now.plus(delay).isBefore(task.deadline())) {
            throw failure.gaveUp(task.what(), asked, "for want of time, after " + (attempt + 1) + " attempts");
        }
        log.info("{}: {}, retrying in {} s", task.what(), failure, delay.toSeconds());
        tellAway(asked + ": " + failure);
        sleep(task, failure, delay);
    }

    /** The server, or the place of another's to which a signed address leads. */
    private String serverOf(Request request) {
        return hasKey(request)
                ? server
                : request.url().scheme() + "://" + request.url().host();
    }

    private static boolean hasKey(Request request) {
        return request.header("Authorization") != null;
    }

    private void sleep(Task task, Failure failure, Duration delay) {
        try {
            clock.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.gaveUp(task.what(), server, "because the thread was interrupted");
        }
    }
}
