package io.wandb4j.server.pages;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.importance.ParameterImportance;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunStores;
import io.wandb4j.server.sweep.Scheduling;
import io.wandb4j.server.sweep.Sweep;
import java.util.List;

/** What the pages need beyond the fields that W&amp;B's clients ask for. */
public final class PageWiring implements Wiring {

    private static final int MOST_MATCHES = 100_000;

    private final RunStores stores;
    private final Scheduling scheduling;

    /** Answers from these stores. */
    public PageWiring(RunStores stores, Scheduling scheduling) {
        this.stores = stores;
        this.scheduling = scheduling;
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.of("Sweep", Sweep.class)
                .field("configTree", sweep -> sweep.config().toMap())
                .field("importance", sweep -> ParameterImportance.of(sweep.config(), scheduling.runs(sweep)))
                .addTo(wiring);
        TypeFields.of("ParameterImportance", ParameterImportance.class)
                .field(
                        "correlation",
                        found -> found.correlation().isPresent()
                                ? (Double) found.correlation().getAsDouble()
                                : null)
                .addTo(wiring);
        TypeFields.of("Run", Run.class)
                .field("keySteps", this::keySteps)
                .field("logMatches", this::logMatches)
                .field("alerts", run -> stores.runs().alerts(run.id()))
                .addTo(wiring);
    }

    private List<List<Long>> keySteps(Run run, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        List<String> keys = arguments.texts("keys");
        return stores.lines().steps(run, keys == null ? List.of() : keys, arguments.number("minStep", 0));
    }

    private List<Long> logMatches(Run run, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        int most = (int) Math.max(0, Math.min(MOST_MATCHES, arguments.number("first", MOST_MATCHES)));
        return stores.lines().consoleMatches(run, arguments.needText("text"), most);
    }
}
