package io.wandb4j.query;

import java.util.List;

/** The user whom an API key belongs to.
 *
 * @param username how the user is called
 * @param entity where their runs go unless told otherwise
 * @param email empty if the server does not say
 * @param teams the entities that they may log to */
public record Account(String username, String entity, String email, List<String> teams) {
    /** Copies the teams. */
    public Account {
        teams = List.copyOf(teams);
    }
}
