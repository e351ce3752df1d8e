package io.wandb4j.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The versions of one name, or the links that a registry gathers under one, at the moment when they were read.
 *
 * <p>Immutable; changes go to the server, and {@link Api#artifactCollection} reads what came of them. Safe for use by
 * several threads. */
public final class ArtifactCollection {
    private final Details details;
    private final ServerReader server;

    private ArtifactCollection(Details details, ServerReader server) {
        this.details = details;
        this.server = server;
    }

    /** What describes a collection.
     *
     * @param entity who owns the project
     * @param project where it lies
     * @param name its name
     * @param type what the files of its versions are
     * @param id by which the server knows it
     * @param isOfLinks whether it gathers links instead of versions
     * @param description what it is for
     * @param tags of the collection
     * @param aliases of all its versions
     * @param createdAt when it was made, if known */
    public record Details(
            String entity,
            String project,
            String name,
            String type,
            String id,
            boolean isOfLinks,
            Optional<String> description,
            List<String> tags,
            List<String> aliases,
            Optional<Instant> createdAt) {}

    static ArtifactCollection of(JsonNode node, ServerReader server) {
        Details details = new Details(
                node.at("/project/entity/name").asText(),
                node.at("/project/name").asText(),
                node.path("name").asText(),
                node.at("/type/name").asText(),
                node.path("id").asText(),
                node.path("__typename").asText().equals("ArtifactPortfolio"),
                ServerReader.text(node, "description"),
                texts(node.at("/tags/edges"), "name"),
                texts(node.at("/aliases/edges"), "alias"),
                ServerReader.instant(node, "createdAt"));
        return new ArtifactCollection(details, server);
    }

    /** What describes the collection. */
    public Details details() {
        return details;
    }

    /** Its name. */
    public String name() {
        return details.name();
    }

    /** What the files of its versions are. */
    public String type() {
        return details.type();
    }

    /** {@code entity/project/name}. */
    public String path() {
        return details.entity() + "/" + details.project() + "/" + details.name();
    }

    /** All versions, or links to such, the newest first; fetched while the stream is read. */
    public Stream<ArtifactVersion> versions() {
        return server.versions(details.type(), details.entity(), details.project(), details.name());
    }

    /** Gives the collection another name. */
    public void rename(String name) {
        update("name", name);
    }

    /** Says anew what the collection is for. */
    public void describe(String text) {
        update("description", text);
    }

    /** Gives the collection another type. */
    public void changeType(String type) {
        change(
                "UpdateArtifactSequenceType",
                CollectionDocuments.MOVE,
                Map.of("artifactSequenceID", details.id(), "destinationArtifactTypeName", type));
    }

    /** Gives the collection further tags. */
    public void addTags(String... tags) {
        change("AddArtifactCollectionTags", CollectionDocuments.ADD_TAGS, tagged(List.of(tags)));
    }

    /** Takes tags from the collection. */
    public void removeTags(String... tags) {
        change("DeleteArtifactCollectionTags", CollectionDocuments.DELETE_TAGS, tagged(List.of(tags)));
    }

    /** Deletes the collection: with all its versions, or with its links, of which the versions stay. */
    public void delete() {
        if (details.isOfLinks()) {
            change(
                    "DeleteArtifactPortfolio",
                    CollectionDocuments.DELETE_PORTFOLIO,
                    Map.of("artifactPortfolioID", details.id()));
        } else {
            change(
                    "DeleteArtifactSequence",
                    CollectionDocuments.DELETE_SEQUENCE,
                    Map.of("artifactSequenceID", details.id()));
        }
    }

    /** The path of the collection. */
    @Override
    public String toString() {
        return path();
    }

    private void update(String field, String value) {
        if (details.isOfLinks()) {
            change(
                    "UpdateArtifactPortfolio",
                    CollectionDocuments.UPDATE_PORTFOLIO,
                    Map.of("artifactPortfolioID", details.id(), field, value));
        } else {
            change(
                    "UpdateArtifactSequence",
                    CollectionDocuments.UPDATE_SEQUENCE,
                    Map.of("artifactSequenceID", details.id(), field, value));
        }
    }

    private void change(String operation, String document, Map<String, ? extends @Nullable Object> input) {
        server.ask(operation, document, Map.of("input", input));
    }

    private Map<String, Object> tagged(List<String> tags) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("entityName", details.entity());
        input.put("projectName", details.project());
        input.put("artifactCollectionName", details.name());
        input.put("tags", tags.stream().map(tag -> Map.of("tagName", tag)).toList());
        return input;
    }

    private static List<String> texts(JsonNode edges, String field) {
        List<String> texts = new ArrayList<>();
        edges.forEach(edge -> texts.add(edge.path("node").path(field).asText()));
        return List.copyOf(texts);
    }
}
