package io.wandb4j.internal.transport;

import io.wandb4j.settings.RetrySettings;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Which failures of a kind of request are worth another attempt, how often and after how long.
 *
 * <p>Pure: time and chance are arguments. */
public final class RetryPolicy {
    private static final Set<Integer> FINAL = Set.of(400, 401, 403, 404, 409, 410, 413, 422, 501);

    /** GraphQL calls. */
    public static final RetryPolicy GRAPHQL =
            new RetryPolicy(20, Duration.ofSeconds(30), status -> !FINAL.contains(status));

    /** Calls that are made again before long anyway. */
    public static final RetryPolicy ONCE =
            new RetryPolicy(0, Duration.ofSeconds(60), status -> !FINAL.contains(status));

    /** The call that creates or changes a run: a conflict there passes. */
    public static final RetryPolicy UPSERT_RUN =
            new RetryPolicy(20, Duration.ofSeconds(30), status -> status == 409 || !FINAL.contains(status));

    /** Later changes of a run, for a week: they go the way of its data. */
    public static final RetryPolicy RUN_UPDATE =
            new RetryPolicy(10_085, Duration.ofSeconds(30), status -> status == 409 || !FINAL.contains(status));

    /** File stream posts, for a week. */
    public static final RetryPolicy FILE_STREAM =
            new RetryPolicy(10_085, Duration.ofSeconds(180), status -> !FINAL.contains(status));

    /** Uploads and downloads: large ones take as long as they take. */
    public static final RetryPolicy TRANSFER = new RetryPolicy(
            20, Duration.ZERO, status -> status == 408 || status == 429 || (status >= 500 && status != 501));

    /** Addresses of others than the server: somebody waits for the answer. */
    public static final RetryPolicy PUBLIC = new RetryPolicy(
            3, Duration.ZERO, status -> status == 408 || status == 429 || (status >= 500 && status != 501));

    private final int retries;
    private final Duration minimum;
    private final Duration maximum;
    private final Duration attemptTimeout;
    private final IntPredicate heals;

    private RetryPolicy(int retries, Duration attemptTimeout, IntPredicate heals) {
        this(retries, Duration.ofSeconds(2), Duration.ofSeconds(60), attemptTimeout, heals);
    }

    private RetryPolicy(int retries, Duration minimum, Duration maximum, Duration attemptTimeout, IntPredicate heals) {
        this.retries = retries;
        this.minimum = minimum;
        this.maximum = maximum;
        this.attemptTimeout = attemptTimeout;
        this.heals = heals;
    }

    /** This policy with the patience that is set; zero counts as unset. */
    RetryPolicy with(RetrySettings settings) {
        return new RetryPolicy(
                settings.retries().filter(count -> count > 0).orElse(retries),
                settings.shortestWait().filter(wait -> !wait.isZero()).orElse(minimum),
                settings.longestWait().filter(wait -> !wait.isZero()).orElse(maximum),
                settings.timeout().filter(time -> !time.isZero()).orElse(attemptTimeout),
                heals);
    }

    /** This policy with as many attempts as another. */
    RetryPolicy asOftenAs(RetryPolicy other) {
        return new RetryPolicy(other.retries, minimum, maximum, attemptTimeout, heals);
    }

    /** How many attempts may follow the first. */
    public int retries() {
        return retries;
    }

    /** How long one attempt may take; zero is for ever. */
    public Duration attemptTimeout() {
        return attemptTimeout;
    }

    /** Whether an answer with this status may be better next time. */
    public boolean heals(int status) {
        return heals.test(status);
    }

    /** Whether a request that got no answer may get one next time. */
    public boolean heals(IOException failure) {
        return !(failure instanceof LocalFileException
                || failure instanceof UnknownServiceException
                || failure instanceof SSLPeerUnverifiedException
                || isRedirectedForEver(failure)
                || isCausedByCertificate(failure));
    }

    /** How long to wait before the attempt that follows the given one.
     *
     * @param attempt the attempt that failed, from 0
     * @param retryAfter what the server asks for, in seconds or as a date
     * @param chance a number from 0 to 1 */
    public Duration delay(int attempt, @Nullable String retryAfter, Instant now, double chance) {
        return asked(retryAfter, now).orElseGet(() -> {
            double seconds = minimum.toMillis() / 1000.0 * Math.pow(2, Math.min(attempt, 30)) * (1 + 0.25 * chance);
            return seconds * 1000 >= maximum.toMillis() ? maximum : Duration.ofMillis(Math.round(seconds * 1000));
        });
    }

    private static Optional<Duration> asked(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return Optional.empty();
        }
        try {
            double seconds = Double.parseDouble(retryAfter.strip());
            return seconds >= 0 && seconds < 1e9
                    ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return until(retryAfter.strip(), now);
        }
    }

    private static Optional<Duration> until(String date, Instant now) {
        try {
            Duration wait = Duration.between(now, ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isRedirectedForEver(IOException failure) {
        // An answer that ends too early is a ProtocolException as well, and may be whole next time.
        return failure instanceof ProtocolException
                && String.valueOf(failure.getMessage()).startsWith("Too many follow-up");
    }

    private static boolean isCausedByCertificate(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }
}
