package io.wandb4j.internal.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The user whom a key belongs to, as the server knows them.
 *
 * @param username may be empty
 * @param entity where runs go by default, may be empty
 * @param email may be empty
 * @param teams the names of the teams, the user's own among them
 * @param savesCode whether the account wants code to be saved where nobody says otherwise */
public record Viewer(String username, String entity, String email, List<String> teams, boolean savesCode) {
    private static final String QUERY =
            "query Viewer { viewer { id entity username email flags teams { edges { node { name } } } } }";

    /** Copies the teams. */
    public Viewer {
        teams = List.copyOf(teams);
    }

    /** Asks the server who its key belongs to; empty if nobody.
     *
     * @throws io.wandb4j.errors.AuthenticationException if it refuses the key
     * @throws io.wandb4j.errors.CommunicationException if it cannot be reached in time */
    public static Optional<Viewer> ask(ApiClient api, Duration timeout) {
        JsonNode viewer = api.graphql("Viewer", QUERY, Map.of(), timeout).path("viewer");
        if (!viewer.isObject()) {
            return Optional.empty();
        }
        List<String> teams = new ArrayList<>();
        for (JsonNode edge : viewer.path("teams").path("edges")) {
            teams.add(edge.path("node").path("name").asText());
        }
        return Optional.of(new Viewer(
                viewer.path("username").asText(""),
                viewer.path("entity").asText(""),
                viewer.path("email").asText(""),
                teams,
                savesCode(viewer.path("flags").asText(""))));
    }

    // The flags are JSON within JSON.
    private static boolean savesCode(String flags) {
        try {
            return Json.MAPPER.readTree(flags).path("code_saving_enabled").asBoolean();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** How the user is named to themselves: with the entity that runs go to, where that is one of their teams.
     *
     * @param chosen the entity of the settings, empty if they have none */
    public String name(String chosen) {
        String goal = chosen.isEmpty() ? entity : chosen;
        return teams.contains(goal) && !goal.equals(username) ? username + " (" + goal + ")" : username;
    }
}
