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
        JsonNode sequence = artifact.path("artifactSequence");
        List<String> aliases = new ArrayList<>();
        for (JsonNode alias : artifact.path("aliases")) {
            JsonNode collection = alias.path("artifactCollection").path("name");
            if (!collection.isTextual() || collection.equals(sequence.path("name"))) {
                aliases.add(alias.path("alias").asText());
            }
        }
        return version(artifact, sequence, artifact.path("versionIndex"), aliases);
    }

    /** A version by the collection in which it was found, which may be a link. */
    ArtifactVersion membership(JsonNode membership) {
        return version(
                membership.path("artifact"),
                membership.path("artifactCollection"),
                membership.path("versionIndex"),
                new ArrayList<>(texts(membership.path("aliases"), "alias")));
    }

    private ArtifactVersion version(JsonNode artifact, JsonNode collection, JsonNode index, List<String> aliases) {
        JsonNode project = collection.path("project");
        String version = "v" + index.asInt();
        aliases.remove(version);
        ArtifactDetails details = new ArtifactDetails(
                project.path("entity").path("name").asText(),
                project.path("name").asText(),
                collection.path("name").asText(),
                version,
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
        JsonNode sequence = artifact.path("artifactSequence");
        return new ArtifactPath(
                Optional.of(sequence.at("/project/entity/name").asText()),
                Optional.of(sequence.at("/project/name").asText()),
                sequence.path("name").asText(),
                "v" + artifact.path("versionIndex").asInt());
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
