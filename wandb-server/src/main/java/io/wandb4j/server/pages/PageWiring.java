package io.wandb4j.server.pages;

import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.sweep.Sweep;

/** What the pages need beyond the fields that W&amp;B's clients ask for. */
public final class PageWiring implements Wiring {

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.of("Sweep", Sweep.class)
                .field("configTree", sweep -> sweep.config().toMap())
                .addTo(wiring);
    }
}
