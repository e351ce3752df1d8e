package io.wandb4j.settings;

import io.wandb4j.errors.AuthenticationException;
import java.util.Optional;

/** An API key, and where it was found.
 *
 * @param apiKey the secret; never shown
 * @param source the variable or file that named it; empty if the program did */
public record Credentials(String apiKey, Optional<String> source) {
    /** Looks for a key: in the settings (program, environment, settings files), then in the netrc file.
     *
     * @throws AuthenticationException if there is none, or it cannot be one */
    public static Credentials find(Settings settings) {
        Optional<Credentials> found = settings.apiKey()
                .map(key -> new Credentials(key, settings.origin(Setting.API_KEY)))
                .or(() -> inNetrc(settings));
        Credentials credentials = found.orElseThrow(
                () -> new AuthenticationException(
                        "No API key configured. Use `wandb4j login` to log in, or start a local server with `wandb4j server start`."));
        check(credentials);
        return credentials;
    }

    /** Refuses a text that cannot be an API key.
     *
     * @throws AuthenticationException that says what is wrong with it */
    public static void check(String apiKey) {
        check(new Credentials(apiKey, Optional.empty()));
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "Credentials[" + source.orElse("explicit") + "]";
    }

    private static Optional<Credentials> inNetrc(Settings settings) {
        Netrc netrc = Netrc.of(settings.environment());
        return netrc.find(settings.baseUrl())
                .map(key -> new Credentials(key, Optional.of(netrc.path().toString())));
    }

    private static void check(Credentials credentials) {
        ApiKey.problem(credentials.apiKey).ifPresent(problem -> {
            String origin = credentials.source.map(s -> " (from " + s + ")").orElse("");
            throw new AuthenticationException("API key" + origin + " " + problem);
        });
    }
}
