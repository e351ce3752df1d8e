package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Connection;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunStores;
import io.wandb4j.server.sweep.Scheduling;
import io.wandb4j.server.sweep.Sweep;
import io.wandb4j.server.sweep.SweepAgent;
import io.wandb4j.server.sweep.SweepAgents;
import io.wandb4j.server.sweep.SweepStores;
import io.wandb4j.server.sweep.Sweeps;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.search.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a sweep is, which runs belong to it and who works on it. */
public final class SweepWiring implements Wiring {

    private final RunStores stores;
    private final Sweeps sweeps;
    private final SweepAgents agents;
    private final Scheduling scheduling;

    /** Answers from these stores. */
    public SweepWiring(RunStores stores, SweepStores sweepStores) {
        this.stores = stores;
        this.sweeps = sweepStores.sweeps();
        this.agents = sweepStores.agents();
        this.scheduling = sweepStores.scheduling();
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.of("Project", Project.class)
                .field("sweep", (project, environment) -> sweeps.find(
                                project, Arguments.of(environment).needText("sweepName"))
                        .orElse(null))
                .field("totalSweeps", project -> sweeps.list(project).size())
                .field("sweeps", this::list)
                .addTo(wiring);
        TypeFields.of("Run", Run.class).field("sweep", this::sweepOf).addTo(wiring);
        sweepFields().addTo(wiring);
        TypeFields.of("Agent", SweepAgent.class)
                .field("id", agent -> GlobalId.of("Agent", agent.id()))
                .field("sweep", agent -> sweeps.get(agent.sweepId()))
                .field("runs", this::runsOfAgent)
                .addTo(wiring);
    }

    private TypeFields<Sweep> sweepFields() {
        return TypeFields.of("Sweep", Sweep.class)
                .field("id", sweep -> GlobalId.of("Sweep", sweep.id()))
                .field("method", sweep -> sweep.config().method().wireName())
                .field("config", Sweep::yaml)
                .field("project", sweep -> stores.projects().get(sweep.projectId()))
                .field("description", SweepWiring::description)
                .field("earlyStopJobRunning", sweep -> false)
                .field("bestLoss", sweep -> boxed(scheduling.best(sweep)))
                .field("runCount", sweep -> runs(sweep, null, null).size())
                .field("runCountExpected", SweepWiring::expected)
                .field("runs", this::runs)
                .field("agents", (sweep, environment) -> Connection.of(agents.list(sweep), Arguments.of(environment)))
                .field("agent", (sweep, environment) -> agents.find(
                                sweep, Arguments.of(environment).needText("agentName"))
                        .orElse(null));
    }

    private Connection<Sweep> list(Project project, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        String filters = arguments.text("filters");
        if (filters != null && !Json.object(filters, "filters").isEmpty()) {
            throw RequestException.invalid("this server does not filter sweeps; list them all");
        }
        return Connection.of(sweeps.list(project), arguments);
    }

    private @Nullable Sweep sweepOf(Run run) {
        String name = run.sweepName();
        return name == null
                ? null
                : sweeps.find(stores.projects().get(run.projectId()), name).orElse(null);
    }

    // Clients that ask for a sweep with its runs mean all of them.
    private Connection<Run> runs(Sweep sweep, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        List<Long> found = runs(sweep, arguments.text("filters"), arguments.text("order"));
        return arguments.number("first") == null && arguments.text("after") == null
                ? Connection.all(found.stream().map(stores.runs()::get).toList())
                : Connection.of(found, arguments, stores.runs()::get);
    }

    private List<Long> runs(Sweep sweep, @Nullable String filters, @Nullable String order) {
        if (filters == null && order == null) {
            return stores.runs().ofSweep(sweep.projectId(), sweep.name()).stream()
                    .map(Run::id)
                    .toList();
        }
        String own = "{\"sweep\":" + Json.text(sweep.name()) + "}";
        String all = "{\"$and\":[" + own + (filters == null ? "" : "," + filters) + "]}";
        return stores.search().find(stores.projects().get(sweep.projectId()), all, order);
    }

    private Connection<Run> runsOfAgent(SweepAgent agent, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        List<Long> runs = new ArrayList<>(agents.runs(agent));
        String order = arguments.text("order");
        if (order != null && order.startsWith("-")) {
            Collections.reverse(runs);
        }
        return Connection.of(runs, arguments, stores.runs()::get);
    }

    private static @Nullable String description(Sweep sweep) {
        return sweep.description() == null ? sweep.config().description().orElse(null) : sweep.description();
    }

    private static @Nullable Long expected(Sweep sweep) {
        SweepConfig config = sweep.config();
        OptionalLong size = Search.size(config);
        OptionalLong cap = config.runCap();
        long least = Math.min(size.orElse(Long.MAX_VALUE), cap.orElse(Long.MAX_VALUE));
        // GraphQL's whole numbers have 32 bits
        return size.isEmpty() && cap.isEmpty() ? null : (Long) Math.min(Integer.MAX_VALUE, least);
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
