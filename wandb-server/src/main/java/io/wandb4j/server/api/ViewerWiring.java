package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.auth.Users;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.Connection;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who asks, which entities there are, and what this server can do. */
public final class ViewerWiring implements Wiring {

    // Clients hold back parts of the protocol from servers that report an older one.
    private static final String NEWEST_CLIENT = "0.30.0";

    private final Users users;
    // Every body may come packed.
    private final Set<String> features = new TreeSet<>(Set.of("FILESTREAM_GZIP"));

    /** Answers about these users; the areas say which features are on. */
    public ViewerWiring(Users users, List<? extends Wiring> areas) {
        this.users = users;
        areas.forEach(area -> features.addAll(area.features()));
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Query")
                .call("viewer", environment -> Caller.of(environment).user())
                .call("serverInfo", environment -> serverInfo())
                .call("entity", this::entity)
                .call("organization", environment -> null)
                .call("users", this::search)
                .addTo(wiring);
        userFields("User")
                .field("flags", user -> "{\"code_saving_enabled\": true}")
                .field("entity", User::name)
                .field("accountType", user -> "USER")
                .field("apiKeys", user -> Connection.all(List.of()))
                .field("teams", user -> Connection.all(List.of()))
                .addTo(wiring);
        userFields("Member")
                .field("pending", user -> false)
                .field("accountType", user -> "MEMBER")
                .addTo(wiring);
        entityFields().addTo(wiring);
    }

    private static TypeFields<User> userFields(String type) {
        return TypeFields.of(type, User.class)
                .field("id", user -> GlobalId.of("User", user.id()))
                .field("username", User::name)
                .field("email", user -> user.name() + "@localhost")
                .field("admin", user -> false);
    }

    private static TypeFields<User> entityFields() {
        return TypeFields.of("Entity", User.class)
                .field("id", user -> GlobalId.of("Entity", user.id()))
                .field("available", user -> false)
                .field("readOnly", user -> false)
                .field("readOnlyAdmin", user -> false)
                .field("isTeam", user -> false)
                .field("entityType", user -> "user")
                .field("privateOnly", user -> false)
                .field("storageBytes", user -> 0L)
                .field("codeSavingEnabled", user -> true)
                .field("defaultAccess", user -> "PRIVATE")
                .field("isPaid", user -> false)
                .field("members", user -> List.of(user));
    }

    private @Nullable User entity(DataFetchingEnvironment environment) {
        String name = Arguments.of(environment).text("name");
        return name == null || name.isEmpty()
                ? Caller.of(environment).user()
                : users.byName(name).orElse(null);
    }

    private Connection<User> search(DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        String query = arguments.text("query");
        String wanted = query == null ? "" : query.toLowerCase(Locale.ROOT);
        List<User> found = users.list().stream()
                .filter(user ->
                        (user.name() + "@localhost").toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        return Connection.of(found, arguments);
    }

    private Map<String, Object> serverInfo() {
        return Map.of(
                "cliVersionInfo",
                Map.of("max_cli_version", NEWEST_CLIENT, "min_cli_version", "0.12.10"),
                "latestLocalVersionInfo",
                Map.of("outOfDate", false, "latestVersionString", "0.1.0", "versionOnThisInstanceString", "0.1.0"),
                "features",
                features.stream()
                        .map(name -> Map.of("name", name, "isEnabled", true))
                        .toList());
    }
}
