package io.wandb4j.server.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.wandb4j.server.auth.User;

/** Who asks, and the server's address as they see it, without a slash at the end. */
public record Caller(User user, String url) {

    /** The caller of the document being run. */
    public static Caller of(DataFetchingEnvironment environment) {
        Caller caller = environment.getGraphQlContext().get(Caller.class);
        if (caller == null) {
            throw new IllegalStateException("a document is run for a caller");
        }
        return caller;
    }
}
