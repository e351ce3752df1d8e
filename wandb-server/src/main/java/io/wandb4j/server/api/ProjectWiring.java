package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.Connection;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunStores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Projects and the finding of runs in them. */
public final class ProjectWiring implements Wiring {

    private final RunStores stores;

    /** Answers from these stores. */
    public ProjectWiring(RunStores stores) {
        this.stores = stores;
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Query")
                .call("project", this::find)
                .call("model", this::find)
                .call("models", this::list)
                .addTo(wiring);
        TypeFields.root("Mutation").call("upsertModel", this::upsert).addTo(wiring);
        TypeFields.of("Project", Project.class)
                .field("id", project -> GlobalId.of("Project", project.id()))
                .field("internalId", project -> GlobalId.of("ProjectInternalId", project.id()))
                .field("entity", ProjectWiring::owner)
                .field("user", ProjectWiring::owner)
                .field("isBenchmark", project -> false)
                .field("readOnly", project -> false)
                .field("runCount", (project, environment) -> matching(project, environment)
                        .size())
                .field("runs", this::runs)
                .field("run", (project, environment) -> run(project, environment)
                        .orElse(null))
                .field("bucket", (project, environment) -> run(project, environment)
                        .orElse(null))
                .addTo(wiring);
    }

    private @Nullable Project find(DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        User user = Caller.of(environment).user();
        return stores.projects()
                .find(arguments.text("entityName"), arguments.text("name"), user)
                .orElse(null);
    }

    private Connection<Project> list(DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        return Connection.of(stores.projects().list(arguments.text("entityName")), arguments);
    }

    private Map<String, Object> upsert(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        User user = Caller.of(environment).user();
        String entity = input.text("entityName");
        String name = input.needText("name");
        boolean inserted = stores.projects().find(entity, name, user).isEmpty();
        Project project = stores.projects().open(entity, name, user);
        stores.projects().describe(project, input.text("description"), input.text("access"), input.text("views"));
        Project described = stores.projects().get(project.id());
        return Map.of("model", described, "project", described, "inserted", inserted);
    }

    private Connection<Run> runs(Project project, DataFetchingEnvironment environment) {
        return Connection.of(matching(project, environment), Arguments.of(environment), stores.runs()::get);
    }

    private List<Long> matching(Project project, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        return stores.search().find(project, arguments.text("filters"), arguments.text("order"));
    }

    private Optional<Run> run(Project project, DataFetchingEnvironment environment) {
        return stores.runs().find(project, Arguments.of(environment).needText("name"));
    }

    private static User owner(Project project) {
        return new User(project.entityId(), project.entityName());
    }
}
