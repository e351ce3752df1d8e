package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.artifact.ArtifactStores;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunChange;
import io.wandb4j.server.run.RunState;
import io.wandb4j.server.run.RunStores;
import io.wandb4j.server.run.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creating, changing, stopping and deleting runs. */
public final class RunMutations implements Wiring {

    private static final Map<String, Object> SUCCESS = Map.of("success", true);

    private final RunStores stores;
    private final ArtifactStores artifacts;

    /** Works on these stores. */
    public RunMutations(RunStores stores, ArtifactStores artifacts) {
        this.stores = stores;
        this.artifacts = artifacts;
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Mutation")
                .call("upsertBucket", this::upsert)
                .call("rewindRun", this::rewind)
                .call("deleteRun", this::delete)
                .call("stopRun", this::stop)
                .call("updateRunState", this::updateState)
                .call("notifyScriptableRunAlert", this::alert)
                .addTo(wiring);
    }

    // A writer names the run, and may add the id; who gives the id alone edits somebody's run.
    private Map<String, Object> upsert(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        User user = Caller.of(environment).user();
        String id = input.text("id");
        String name = input.text("name");
        if (id != null && name == null) {
            Run run = stores.runs().edit(GlobalId.row("Run", id), change(input));
            return Map.of("bucket", run, "inserted", false);
        }
        Project project = stores.projects().open(input.text("entityName"), input.text("modelName"), user);
        Runs.Upserted upserted = stores.runs().write(project, name, change(input), user);
        return Map.of("bucket", upserted.run(), "inserted", upserted.inserted());
    }

    private Map<String, Object> rewind(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        if (!"_step".equals(input.text("metricName"))) {
            throw RequestException.invalid("a run can be rewound to a _step only");
        }
        Run run = named(input, environment);
        long step = (long) input.real("metricValue", 0);
        return Map.of("rewoundRun", stores.stream().rewind(run.id(), step));
    }

    private Map<String, Object> delete(DataFetchingEnvironment environment) {
        long run = id(environment);
        stores.runs().get(run);
        if (Arguments.input(environment).flag("deleteArtifacts")) {
            artifacts.deletions().deleteMadeBy(run);
        }
        try {
            stores.files().deleteAll(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stores.runs().delete(run);
        return SUCCESS;
    }

    private Map<String, Object> stop(DataFetchingEnvironment environment) {
        stores.runs().stop(id(environment));
        return SUCCESS;
    }

    private Map<String, Object> updateState(DataFetchingEnvironment environment) {
        RunState wanted = RunState.of(Arguments.input(environment).needText("state"));
        Run run = stores.runs().get(id(environment));
        if (run.sweepName() != null) {
            throw RequestException.invalid("the state of a sweep's run cannot be changed");
        }
        if (!isAllowed(run.state(), wanted)) {
            throw RequestException.invalid("a run cannot go from " + run.state() + " to " + wanted);
        }
        stores.runs().edit(run.id(), RunChange.state(wanted));
        return SUCCESS;
    }

    private static boolean isAllowed(RunState now, RunState wanted) {
        return switch (wanted) {
            case PENDING ->
                now == RunState.RUNNING
                        || now == RunState.FAILED
                        || now == RunState.CRASHED
                        || now == RunState.PREEMPTED;
            case FAILED -> now == RunState.PENDING || now == RunState.RUNNING;
            default -> false;
        };
    }

    private Map<String, Object> alert(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        String severity = input.text("severity");
        stores.runs()
                .alert(
                        named(input, environment).id(),
                        input.needText("title"),
                        String.valueOf(input.text("text")),
                        severity == null ? "INFO" : severity,
                        Duration.ofMillis(input.number("waitDuration", 0)));
        return SUCCESS;
    }

    private Run named(Arguments input, DataFetchingEnvironment environment) {
        return named(
                stores,
                input.text("entityName"),
                input.text("projectName"),
                input.needText("runName"),
                Caller.of(environment).user());
    }

    /** The run of these names, or an error that says which is missing. */
    static Run named(RunStores stores, @Nullable String entity, @Nullable String project, String run, User user) {
        return stores.projects()
                .find(entity, project, user)
                .flatMap(found -> stores.runs().find(found, run))
                .orElseThrow(() -> RequestException.invalid(
                        "run not found: " + (entity == null ? user.name() : entity) + "/" + project + "/" + run));
    }

    private static long id(DataFetchingEnvironment environment) {
        return GlobalId.row("Run", Arguments.input(environment).needText("id"));
    }

    private static RunChange change(Arguments input) {
        String state = input.text("state");
        return new RunChange(
                input.text("displayName"),
                input.text("description"),
                input.text("notes"),
                input.text("groupName"),
                input.text("jobType"),
                input.text("commit"),
                input.text("jobRepo"),
                input.text("host"),
                input.text("jobProgram"),
                input.text("sweep"),
                input.texts("tags"),
                input.text("config"),
                input.text("summaryMetrics"),
                state == null ? null : RunState.of(state));
    }
}
