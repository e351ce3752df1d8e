package io.wandb4j.internal.transport;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import okhttp3.HttpUrl;

/** Which server, and who is asking.
 *
 * @param baseUrl the server's API
 * @param apiKey the secret; never shown
 * @param username sent along, may be empty
 * @param email sent along, may be empty */
public record Connection(String baseUrl, String apiKey, String username, String email) {
    /** Drops a trailing slash and refuses what is no HTTP address. */
    public Connection {
        requireNonNull(apiKey, "apiKey");
        requireNonNull(username, "username");
        requireNonNull(email, "email");
        if (HttpUrl.parse(baseUrl) == null) {
            throw new UsageException("base_url must be an http or https address, but is '" + baseUrl + "'");
        }
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    /** A connection that names nobody but the key's owner. */
    public Connection(String baseUrl, String apiKey) {
        this(baseUrl, apiKey, "", "");
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "Connection[" + baseUrl + "]";
    }
}
