package io.wandb4j.internal.transport;

import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.WandbException;
import java.io.IOException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Why an attempt came to nothing: an answer that is no success, or no answer at all (status 0). */
record Failure(
        int status,
        String message,
        @Nullable String retryAfter,
        @Nullable IOException cause) {
    private static final long LONGEST_BODY = 1 << 20;

    static Failure of(Response response) throws IOException {
        String body = response.peekBody(LONGEST_BODY).string();
        return new Failure(response.code(), ServerMessage.of(body), response.header("Retry-After"), null);
    }

    static Failure of(IOException cause) {
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return new Failure(0, message == null || message.isBlank() ? kind : message, null, cause);
    }

    boolean heals(RetryPolicy policy) {
        return cause == null ? policy.heals(status) : policy.heals(cause);
    }

    /** The failure as a final one; only where a key was sent can it be the key's fault. */
    WandbException rejected(String what, String server, boolean hadKey) {
        return switch (hadKey ? status : 0) {
            case 401 -> new AuthenticationException(server + " does not know this API key: " + this + WAYS_OUT);
            case 403 ->
                new AuthenticationException(
                        server + " does not let this API key do this: " + what + ": " + this + WAYS_OUT);
            default -> CommunicationException.rejected(status, what + " failed at " + server + ": " + this, cause);
        };
    }

    WandbException gaveUp(String what, String server, String why) {
        return CommunicationException.gaveUp(
                status, what + " failed at " + server + ": " + this + "; gave up " + why, cause);
    }

    @Override
    public String toString() {
        if (status == 0) {
            return message;
        }
        return message.isEmpty() ? "HTTP " + status : message + " (HTTP " + status + ")";
    }

    private static final String WAYS_OUT =
            ". Use `wandb4j login` to log in, or start a local server with `wandb4j server start`.";
}
