package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.WandbReferences;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import java.util.Map;
import java.util.Optional;

/** Turns references to artifacts that had no id when they were made into such that lead to what the server has now. */
final class ClientReferences {
    private static final String PREFIX = "wandb-client-artifact://";

    private final ApiClient client;

    ClientReferences(ApiClient client) {
        this.client = client;
    }

    ArtifactEntry resolve(ArtifactEntry entry) {
        String uri = entry.reference().orElse("");
        int slash = uri.startsWith(PREFIX) ? uri.indexOf('/', PREFIX.length()) : -1;
        if (slash < 0) {
            return entry;
        }
        String clientId = uri.substring(PREFIX.length(), slash);
        String id = client.graphql("ClientIDMapping", ArtifactDocuments.CLIENT_ID, Map.of("clientID", clientId))
                .at("/clientIDMapping/serverID")
                .asText("");
        if (id.isEmpty()) {
            throw CommunicationException.rejected(
                    0, "'" + entry.path() + "' refers to an artifact that was not uploaded: " + uri, null);
        }
        return new ArtifactEntry(
                entry.path(),
                entry.digest(),
                entry.size(),
                Optional.of(WandbReferences.uri(id, uri.substring(slash + 1))),
                entry.extra(),
                entry.birthArtifactId(),
                entry.localPath());
    }
}
