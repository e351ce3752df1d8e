package io.wandb4j.internal.transport;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.WandbException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the server says that it can do, asked once. */
final class ServerFeatures {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DOCUMENT = "query ServerFeaturesQuery { serverInfo { features { name isEnabled } } }";

    private final ApiClient client;
    // Two threads that ask at once both store the same answer.
    private volatile @Nullable Set<String> enabled;

    ServerFeatures(ApiClient client) {
        this.client = client;
    }

    boolean supports(String feature) {
        Set<String> known = enabled;
        if (known == null) {
            known = ask();
            enabled = known;
        }
        return known.contains(feature);
    }

    private Set<String> ask() {
        Set<String> names = new HashSet<>();
        try {
            JsonNode data = client.graphql("ServerFeaturesQuery", DOCUMENT, Map.of(), PATIENCE);
            for (JsonNode feature : data.path("serverInfo").path("features")) {
                if (feature.path("isEnabled").booleanValue()) {
                    names.add(feature.path("name").asText());
                }
            }
        } catch (WandbException e) {
            return Set.of(); // A server that is too old to be asked, or does not let everybody ask, has none of them.
        }
        return names;
    }
}
