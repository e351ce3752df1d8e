package io.wandb4j.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.RunStores;
import io.wandb4j.server.sweep.Scheduling;
import io.wandb4j.server.sweep.Sweep;
import io.wandb4j.server.sweep.SweepAgent;
import io.wandb4j.server.sweep.SweepAgents;
import io.wandb4j.server.sweep.SweepChange;
import io.wandb4j.server.sweep.SweepState;
import io.wandb4j.server.sweep.SweepStores;
import io.wandb4j.server.sweep.Sweeps;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Making and changing sweeps, and what their agents say and ask. */
public final class SweepMutations implements Wiring {

    private final RunStores stores;
    private final Sweeps sweeps;
    private final SweepAgents agents;
    private final Scheduling scheduling;

    /** Works on these stores. */
    public SweepMutations(RunStores stores, SweepStores sweepStores) {
        this.stores = stores;
        this.sweeps = sweepStores.sweeps();
        this.agents = sweepStores.agents();
        this.scheduling = sweepStores.scheduling();
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Mutation")
                .call("upsertSweep", this::upsert)
                .call("createAgent", this::createAgent)
                .call("agentHeartbeat", this::heartbeat)
                .addTo(wiring);
    }

    private Map<String, Object> upsert(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        if (json(input, "launchScheduler") != null) {
            throw RequestException.invalid("this server starts no launch schedulers; make the sweep without one");
        }
        String id = input.text("id");
        Sweep sweep = id == null ? create(input, environment) : sweeps.change(row(id), change(input));
        String prior = json(input, "priorRunsFilters");
        if (prior != null) {
            sweeps.adopt(sweep, stores.search().find(stores.projects().get(sweep.projectId()), prior, null));
        }
        List<String> warnings =
                sweep.config().warnings().stream().map(Object::toString).toList();
        return Map.of("sweep", sweep, "configValidationWarnings", warnings, "inserted", id == null);
    }

    // A config that is refused must not leave an empty project behind.
    private Sweep create(Arguments input, DataFetchingEnvironment environment) {
        SweepChange change = change(input);
        sweeps.check(change);
        User user = Caller.of(environment).user();
        Project project = stores.projects().open(input.text("entityName"), input.text("projectName"), user);
        return sweeps.create(project, change, user);
    }

    private Map<String, Object> createAgent(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        User user = Caller.of(environment).user();
        String name = input.needText("sweep");
        Sweep sweep = stores.projects()
                .find(input.text("entityName"), input.text("projectName"), user)
                .flatMap(project -> sweeps.find(project, name))
                .orElseThrow(() -> RequestException.notFound("there is no sweep " + name + " in the project "
                        + input.text("projectName") + "; name it as ENTITY/PROJECT/SWEEP"));
        sweeps.check(new SweepChange(sweep.yaml(), null, null, null, null, null));
        return Map.of("agent", agents.create(sweep, input.needText("host")));
    }

    private Map<String, Object> heartbeat(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        long agent = agent(input.needText("id"));
        String commands = scheduling.heartbeat(
                agent, active(input), Caller.of(environment).user());
        SweepAgent heard = agents.get(agent);
        return Map.of("agent", heard, "commands", commands);
    }

    private static Set<String> active(Arguments input) {
        String runs = json(input, "runState");
        if (runs == null) {
            return Set.of();
        }
        return Json.object(runs, "runState").properties().stream()
                .filter(run -> isActive(run.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isActive(JsonNode state) {
        return !state.isNull() && !(state.isBoolean() && !state.booleanValue());
    }

    private static SweepChange change(Arguments input) {
        String state = input.text("state");
        String yaml = input.text("config");
        return new SweepChange(
                yaml == null || yaml.isBlank() || yaml.equals("null") ? null : yaml,
                input.text("displayName"),
                input.text("description"),
                state == null ? null : SweepState.of(state),
                object(input, "controller"),
                object(input, "scheduler"));
    }

    private static @Nullable String object(Arguments input, String name) {
        String text = json(input, name);
        return text == null ? null : Json.text(Json.object(text, name));
    }

    // Clients write what they leave alone as null or as the JSON text of null.
    private static @Nullable String json(Arguments input, String name) {
        String text = input.text(name);
        return text == null || text.isBlank() || text.equals("null") ? null : text;
    }

    private static long row(String id) {
        return GlobalId.row("Sweep", id);
    }

    // Agents take 404, and nothing else, for word that their sweep is gone.
    private static long agent(String id) {
        try {
            return GlobalId.row("Agent", id);
        } catch (RequestException e) {
            throw RequestException.notFound(String.valueOf(e.getMessage()));
        }
    }
}
