package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactDetails;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactServer;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.TimeToLive;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.json.Timestamps;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the server's descriptions of versions into versions. */
final class ArtifactReader {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final ArtifactServer server;

    ArtifactReader(ArtifactServer server) {
        this.server = server;
    }

    /** A version by where it was logged first. */
    ArtifactVersion version(JsonNode artifact) {
        return version(artifact, source(artifact));
    }

    /** A version by its path in a collection, which may be one of links. */
    ArtifactVersion version(JsonNode artifact, ArtifactPath path) {
        List<String> aliases = new ArrayList<>();
        for (JsonNode alias : artifact.path("aliases")) {
            if (isOf(alias.path("artifactCollection"), path)) {
                aliases.add(alias.path("alias").asText());
            }
        }
        return version(artifact, path, aliases);
    }

    /** Whether a collection is that of the path, as far as the server says. */
    private static boolean isOf(JsonNode collection, ArtifactPath path) {
        ArtifactPath other = path(collection, path.alias());
        return !collection.isObject()
                || (collection.path("project").isObject()
                        ? other.equals(path)
                        : other.name().equals(path.name()));
    }

    /** A version by the collection in which it was found, which may be one of links. */
    ArtifactVersion membership(JsonNode membership) {
        String version = "v" + membership.path("versionIndex").asInt();
        return version(
                membership.path("artifact"),
                path(membership.path("artifactCollection"), version),
                new ArrayList<>(texts(membership.path("aliases"), "alias")));
    }

    private ArtifactVersion version(JsonNode artifact, ArtifactPath path, List<String> aliases) {
        aliases.remove(path.alias());
        ArtifactDetails details = new ArtifactDetails(
                path.entity().orElse(""),
                path.project().orElse(""),
                path.name(),
                path.alias(),
                List.copyOf(aliases),
                artifact.path("artifactType").path("name").asText(),
                artifact.path("id").asText(),
                artifact.path("digest").asText(),
                artifact.path("size").asLong(),
                metadata(artifact.path("metadata")),
                Optional.ofNullable(artifact.path("description").textValue()).filter(text -> !text.isEmpty()),
                texts(artifact.path("tags"), "name"),
                timeToLive(artifact.path("ttlDurationSeconds").asLong()),
                artifact.path("fileCount").asLong(),
                Timestamps.parse(artifact.path("createdAt").asText("")),
                source(artifact));
        return new ArtifactVersion(details, server);
    }

    private static ArtifactPath source(JsonNode artifact) {
        return path(
                artifact.path("artifactSequence"),
                "v" + artifact.path("versionIndex").asInt());
    }

    private static ArtifactPath path(JsonNode collection, String version) {
        return new ArtifactPath(
                Optional.of(collection.at("/project/entity/name").asText()),
                Optional.of(collection.at("/project/name").asText()),
                collection.path("name").asText(),
                version);
    }

    private static TimeToLive timeToLive(long seconds) {
        return seconds > 0 ? new TimeToLive(seconds) : TimeToLive.FOREVER;
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.path(field).asText()));
        return texts;
    }

    private static Map<String, Object> metadata(JsonNode node) {
        try {
            JsonNode tree = node.isTextual() ? Json.read(node.textValue()) : node;
            return tree.isObject() ? Json.MAPPER.convertValue(tree, MAP) : Map.of();
        } catch (UncheckedIOException e) {
            return Map.of(); // Somebody else's metadata is no reason not to use an artifact.
        }
    }
}
