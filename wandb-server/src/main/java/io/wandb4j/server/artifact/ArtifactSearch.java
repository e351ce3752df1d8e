package io.wandb4j.server.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.Fields;
import io.wandb4j.server.run.RunFilter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Filters and orders of collections and versions, by the names that clients use. */
public final class ArtifactSearch {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Memberships memberships;
    private final Artifacts artifacts;

    /** Looks up what filters ask about in these stores. */
    public ArtifactSearch(Memberships memberships, Artifacts artifacts) {
        this.memberships = memberships;
        this.artifacts = artifacts;
    }

    /** The collections that match, in order; without an order as they come. */
    public List<ArtifactCollection> collections(
            List<ArtifactCollection> all, @Nullable String filters, @Nullable String order) {
        Predicate<Fields> wanted = RunFilter.parse(filters);
        return all.stream()
                .filter(collection -> wanted.test(field -> value(collection, field)))
                .sorted(order(order, ArtifactSearch::collectionOrder))
                .toList();
    }

    /** The versions that match, in order; without an order as they come. */
    public List<Membership> versions(List<Membership> all, @Nullable String filters, @Nullable String order) {
        Predicate<Fields> wanted = RunFilter.parse(filters);
        return all.stream()
                .filter(version -> wanted.test(new Version(version)))
                .sorted(order(order, ArtifactSearch::versionOrder))
                .toList();
    }

    private static JsonNode value(ArtifactCollection collection, String field) {
        Long updated = collection.updatedAt();
        return switch (field) {
            case "name" -> NODES.textNode(collection.name());
            case "description" -> text(collection.description());
            case "tag", "tags" -> texts(collection.tags());
            case "createdAt", "created_at" -> time(collection.createdAt());
            case "updatedAt", "updated_at" -> updated == null ? MissingNode.getInstance() : time(updated);
            default -> MissingNode.getInstance();
        };
    }

    private static Comparator<ArtifactCollection> collectionOrder(String key) {
        return switch (key) {
            case "name" -> Comparator.comparing(ArtifactCollection::name);
            case "id", "createdAt", "created_at" -> Comparator.comparing(ArtifactCollection::id);
            case "updatedAt", "updated_at" -> Comparator.comparing(ArtifactSearch::changedAt);
            default -> throw unknown(key);
        };
    }

    private static Comparator<Membership> versionOrder(String key) {
        return switch (key) {
            case "id", "version", "versionIndex", "version_index", "createdAt", "created_at" ->
                Comparator.comparing(Membership::version);
            default -> throw unknown(key);
        };
    }

    private static <T> Comparator<T> order(@Nullable String order, Function<String, Comparator<T>> keys) {
        if (order == null || order.isBlank()) {
            return (a, b) -> 0;
        }
        String key = order.replaceFirst("^[+-]", "");
        return order.startsWith("-") ? keys.apply(key).reversed() : keys.apply(key);
    }

    private static long changedAt(ArtifactCollection collection) {
        Long updated = collection.updatedAt();
        return updated == null ? collection.createdAt() : updated;
    }

    private static RequestException unknown(String key) {
        return RequestException.invalid(
                "cannot order by \"" + key + "\": take name, createdAt, updatedAt or versionIndex, with + or - before");
    }

    private static JsonNode text(@Nullable String value) {
        return value == null ? MissingNode.getInstance() : NODES.textNode(value);
    }

    private static JsonNode texts(List<String> values) {
        ArrayNode nodes = NODES.arrayNode();
        values.forEach(nodes::add);
        return nodes;
    }

    private static JsonNode time(long millis) {
        return NODES.textNode(Instant.ofEpochMilli(millis).toString());
    }

    /** The values of one version, looked up when they are asked for. */
    private final class Version implements Fields {
        private final Membership membership;

        Version(Membership membership) {
            this.membership = membership;
        }

        @Override
        public JsonNode value(String field) {
            if (field.startsWith("metadata.")) {
                return Json.stored(artifact().metadata())
                        .at("/" + field.substring(9).replace('.', '/'));
            }
            return switch (field) {
                case "state" -> NODES.textNode(artifact().state().name());
                case "digest" -> NODES.textNode(artifact().digest());
                case "size" -> NODES.numberNode(artifact().size());
                case "tag", "tags" -> texts(artifact().tags());
                case "alias", "aliases" -> texts(aliases());
                case "versionIndex", "version_index" -> NODES.numberNode(membership.version());
                case "createdAt", "created_at" -> time(membership.createdAt());
                default -> MissingNode.getInstance();
            };
        }

        private List<String> aliases() {
            return memberships.aliases(membership).stream().map(Alias::alias).toList();
        }

        private Artifact artifact() {
            return artifacts.get(membership.artifactId());
        }
    }
}
