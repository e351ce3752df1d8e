package io.wandb4j.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.auth.Users;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunState;
import io.wandb4j.server.run.RunStores;
import java.util.List;

/** What a run is: its names, state, config and summary. */
public final class RunWiring implements Wiring {

    private final RunStores stores;
    private final Users users;

    /** Answers from these stores. */
    public RunWiring(RunStores stores, Users users) {
        this.stores = stores;
        this.users = users;
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields<Run> fields = TypeFields.of("Run", Run.class)
                .field("id", run -> GlobalId.of("Run", run.id()))
                .field("project", run -> stores.projects().get(run.projectId()))
                .field("state", run -> run.state().toString())
                .field("readOnly", run -> false)
                .field("updatedAt", Run::heartbeatAt)
                .field("wandbConfig", RunWiring::internalConfig)
                .field("summaryMetrics", Run::summary)
                .field("user", this::user)
                .field("exitcode", Run::exitCode)
                .field("stopped", Run::stopRequested)
                .field("shouldStop", Run::stopRequested)
                .field("running", run -> run.state() == RunState.RUNNING)
                .field("failed", run -> run.state() == RunState.FAILED)
                .field("computeSeconds", run -> (run.heartbeatAt() - run.createdAt()) / 1000)
                .field("historyLineCount", Run::historyLines)
                .field("eventsLineCount", Run::eventsLines)
                .field("logLineCount", Run::logLines);
        fields.addTo(wiring);
    }

    private User user(Run run) {
        return users.byId(run.userId()).orElseThrow();
    }

    private static String internalConfig(Run run, DataFetchingEnvironment environment) {
        JsonNode all = Json.stored(run.config()).path("_wandb").path("value");
        List<String> keys = Arguments.of(environment).texts("keys");
        if (keys == null) {
            return Json.text(all.isObject() ? all : Json.MAPPER.createObjectNode());
        }
        ObjectNode picked = Json.MAPPER.createObjectNode();
        for (String key : keys) {
            if (all.has(key)) {
                picked.set(key, all.get(key));
            }
        }
        return Json.text(picked);
    }
}
