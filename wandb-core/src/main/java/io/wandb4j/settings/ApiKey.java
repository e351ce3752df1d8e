package io.wandb4j.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** What an API key looks like.
 *
 * <p>A key is at least 40 letters, digits, underscores or dashes, perhaps after a prefix that ends in a dash; or it is a
 * JSON web token. */
final class ApiKey {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int SHORTEST = 40;

    private ApiKey() {}

    /** What is wrong with a text as a key, in words that follow "API key". */
    static Optional<String> problem(String key) {
        if (key.isEmpty()) {
            return Optional.of("is empty");
        }
        if (!key.strip().equals(key)) {
            return Optional.of("must not begin or end with a space");
        }
        if (TOKEN.matcher(key).matches()) {
            return Optional.empty();
        }
        String secret = key.substring(key.indexOf('-') + 1);
        if (!SECRET.matcher(secret).matches()) {
            return Optional.of("must consist of the letters A-Z, digits, underscores and dashes");
        }
        return secret.length() >= SHORTEST
                ? Optional.empty()
                : Optional.of("must have " + SHORTEST + " characters or more, but has " + secret.length());
    }
}
