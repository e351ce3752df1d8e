package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Digests;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.FileRange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From where the files of one version are fetched: addresses asked for together, at the first file that needs one. */
final class DownloadAddresses {
    private static final int PAGE = 5000;

    private final ApiClient client;
    private final ArtifactVersion version;
    private final Manifest manifest;
    private final AtomicReference<@Nullable CompletableFuture<Map<String, String>>> asked = new AtomicReference<>();

    DownloadAddresses(ApiClient client, ArtifactVersion version, Manifest manifest) {
        this.client = client;
        this.version = version;
        this.manifest = manifest;
    }

    ArtifactVersion version() {
        return version;
    }

    /** Fetches bytes of a file, from the server's file endpoint if its address is missing or has expired. */
    void fetch(ArtifactEntry entry, FileRange range) {
        String address = known().get(entry.path());
        if (address == null) {
            client.fetch(endpoint(entry), range);
            return;
        }
        try {
            client.fetch(address, range);
        } catch (CommunicationException e) {
            if (!e.isRejected() || e.status() == 0) {
                throw e;
            }
            client.fetch(endpoint(entry), range);
        }
    }

    /** Asks once, whoever comes first; the others wait for that answer. */
    private Map<String, String> known() {
        CompletableFuture<Map<String, String>> mine = new CompletableFuture<>();
        CompletableFuture<Map<String, String>> first = asked.compareAndExchange(null, mine);
        if (first == null) {
            try {
                mine.complete(ask());
            } catch (RuntimeException e) {
                mine.completeExceptionally(e);
                throw e;
            }
        }
        try {
            return (first == null ? mine : first).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CommunicationException failure ? failure : e;
        }
    }

    private Map<String, String> ask() {
        Map<String, String> found = new HashMap<>();
        String cursor = null;
        while (true) {
            Map<String, @Nullable Object> variables = new LinkedHashMap<>();
            variables.put("entity", version.entity());
            variables.put("project", version.project());
            variables.put("collection", version.name());
            variables.put("alias", version.version());
            variables.put("cursor", cursor);
            variables.put("perPage", PAGE);
            JsonNode files = client.graphql("GetArtifactMembershipFileUrls", ArtifactDocuments.FILE_URLS, variables)
                    .at("/project/artifactCollection/artifactMembership/files");
            for (JsonNode edge : files.path("edges")) {
                JsonNode node = edge.path("node");
                if (node.path("directUrl").isTextual()) {
                    found.put(node.path("name").asText(), node.get("directUrl").textValue());
                }
            }
            cursor = files.at("/pageInfo/endCursor").textValue();
            if (!files.at("/pageInfo/hasNextPage").booleanValue() || cursor == null) {
                return found;
            }
        }
    }

    private String endpoint(ArtifactEntry entry) {
        String hex = Digests.hex(entry.digest());
        List<String> parts;
        if (manifest.storageLayout().equals("V1")) {
            parts = List.of("artifacts", version.entity(), hex);
        } else {
            String birthId = entry.birthArtifactId().orElse(version.id());
            String fileName = entry.path().substring(entry.path().lastIndexOf('/') + 1);
            parts = List.of(
                    "artifactsV2",
                    "default",
                    version.entity(),
                    version.project(),
                    version.name(),
                    birthId,
                    hex,
                    fileName);
        }
        return client.connection().baseUrl() + "/"
                + parts.stream().map(DownloadAddresses::encode).collect(Collectors.joining("/"));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
