package io.wandb4j.internal.transport;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.Credentials;
import io.wandb4j.settings.NetworkSettings;
import io.wandb4j.settings.Settings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/** Which server, and who is asking.
 *
 * @param baseUrl the server's API
 * @param apiKey the secret; never shown
 * @param username sent along, may be empty
 * @param email sent along, may be empty
 * @param network how to get there */
public record Connection(String baseUrl, String apiKey, String username, String email, NetworkSettings network) {
    /** The servers whose certificates go unchecked, each told of once. */
    private static final Set<String> UNCHECKED = ConcurrentHashMap.newKeySet();

    /** Drops a trailing slash and refuses what is no HTTP address. */
    public Connection {
        requireNonNull(apiKey, "apiKey");
        requireNonNull(username, "username");
        requireNonNull(email, "email");
        requireNonNull(network, "network");
        if (HttpUrl.parse(baseUrl) == null) {
            throw new UsageException("base_url must be an http or https address, but is '" + baseUrl + "'");
        }
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    /** A connection that names nobody but the key's owner. */
    public Connection(String baseUrl, String apiKey) {
        this(baseUrl, apiKey, "", "", NetworkSettings.unset());
    }

    /** The connection that the settings describe, with the key that they or the netrc file name.
     *
     * @throws io.wandb4j.errors.AuthenticationException if there is no key */
    public static Connection of(Settings settings) {
        NetworkSettings network = settings.network();
        if (network.trustAnyone() && UNCHECKED.add(settings.baseUrl())) {
            // of a copy, which has no notices to show again
            Terminal.of(settings.toBuilder().build())
                    .warn("insecure_disable_ssl is set: the certificate of " + settings.baseUrl()
                            + " is NOT checked, and whoever is in between can read the API key and all data.");
        }
        return new Connection(
                settings.baseUrl(),
                Credentials.find(settings).apiKey(),
                settings.username().orElse(""),
                settings.email().orElse(""),
                network);
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "Connection[" + baseUrl + "]";
    }
}
