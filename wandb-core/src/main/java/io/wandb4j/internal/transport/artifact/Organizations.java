package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.transport.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out in whose name the registries are that an entity links to. */
final class Organizations {
    private static final String REGISTRY = "wandb-registry-";

    private final ApiClient client;

    Organizations(ApiClient client) {
        this.client = client;
    }

    /** Whether a project is a registry. */
    static boolean isRegistry(String project) {
        return project.startsWith(REGISTRY) && project.length() > REGISTRY.length();
    }

    /** The entity that owns the registries of an organization.
     *
     * @param entity who links
     * @param organization as people or paths call it; if empty, the only one of the entity
     * @throws UsageException if there is none, or it is not clear which */
    String entityOf(String entity, Optional<String> organization) {
        JsonNode found = client.graphql(
                        "FetchOrgInfoFromEntity", ChangeDocuments.ORGANIZATIONS, Map.of("entity", entity))
                .path("entity");
        List<JsonNode> all = new ArrayList<>();
        if (found.path("organization").isObject()) {
            all.add(found.path("organization"));
        } else {
            found.at("/user/organizations").forEach(all::add);
        }
        List<String> fitting = all.stream()
                .filter(each -> organization.isEmpty()
                        || organization.get().equals(each.path("name").asText())
                        || organization.get().equals(owner(each)))
                .map(Organizations::owner)
                .toList();
        if (fitting.size() != 1) {
            throw new UsageException("'" + entity + "' belongs to " + (fitting.isEmpty() ? "no" : "more than one")
                    + " organization"
                    + organization.map(name -> " called '" + name + "'").orElse("")
                    + ": name one in the path, as in ORGANIZATION/wandb-registry-NAME/COLLECTION");
        }
        return fitting.get(0);
    }

    private static String owner(JsonNode organization) {
        return organization.at("/orgEntity/name").asText();
    }
}
