package io.wandb4j.server.graphql;

import graphql.schema.idl.RuntimeWiring;
import java.util.Set;

/** The resolvers of one area of the schema; its types stand in a {@code graphql/*.graphqls} file of its own. */
public interface Wiring {

    /** Adds this area's resolvers. */
    void addTo(RuntimeWiring.Builder wiring);

    /** The server features that this area makes true, by their protocol names. */
    default Set<String> features() {
        return Set.of();
    }
}
