package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.auth.Users;
import io.wandb4j.server.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds runs of a project by the filters and in the order that clients ask for. */
public final class RunSearch {

    private final Runs runs;
    private final Users users;

    /** Searches these runs. */
    public RunSearch(Runs runs, Users users) {
        this.runs = runs;
        this.users = users;
    }

    /**
     * The rows of the runs that match, in order.
     *
     * @param filters a MongoDB filter as JSON, null for all
     * @param order {@code +} or {@code -} and a field, several joined by commas; null for the oldest first
     */
    public List<Long> find(Project project, @Nullable String filters, @Nullable String order) {
        List<String> keys = keys(order);
        Predicate<Fields> wanted = RunFilter.parse(filters); // which also refuses what is no filter
        ObjectNode tree = RunFilter.isEmpty(filters)
                ? Json.MAPPER.createObjectNode()
                : Json.object(String.valueOf(filters), "filters");
        SqlFilter divided = SqlFilter.of(tree, runs.silentSince());
        SqlPart sorted = sqlOrder(keys, tree.isEmpty());
        if (divided.rest().isEmpty() && sorted != null) {
            return runs.ids(project, divided.known(), sorted);
        }
        return search(runs.list(project, divided.known()), wanted, keys);
    }

    private List<Long> search(List<Run> candidates, Predicate<Fields> wanted, List<String> keys) {
        Map<Long, String> names = users.list().stream().collect(Collectors.toMap(User::id, User::name));
        List<Found> found = new ArrayList<>();
        for (Run run : candidates) {
            RunFields fields = new RunFields(run, id -> names.getOrDefault(id, ""));
            if (wanted.test(fields)) {
                found.add(Found.of(run.id(), fields, keys));
            }
        }
        found.sort(order(keys));
        return found.stream().map(Found::id).toList();
    }

    /** The order in SQL, the older run first among equals; null if a key is none that the database can get at. */
    private @Nullable SqlPart sqlOrder(List<String> keys, boolean all) {
        List<String> terms = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        for (String key : keys) {
            SqlField field = SqlField.of(field(key), runs.silentSince());
            SqlPart term = field == null ? null : field.order(key.startsWith("-"));
            if (term == null) {
                return null;
            }
            terms.add(term.sql());
            arguments.addAll(term.arguments());
        }
        boolean newestFirst = all
                && keys.size() == 1
                && isByCreation(keys.get(0))
                && keys.get(0).startsWith("-");
        terms.add(newestFirst ? "id DESC" : "created_at, id");
        return new SqlPart(String.join(", ", terms), arguments);
    }

    private static Comparator<Found> order(List<String> keys) {
        Comparator<Found> order = (a, b) -> 0;
        for (int i = 0; i < keys.size(); i++) {
            int key = i;
            boolean descending = keys.get(i).startsWith("-");
            order = order.thenComparing((a, b) -> compare(a.values.get(key), b.values.get(key), descending));
        }
        return order;
    }

    // Runs without the value come last in both directions.
    private static int compare(JsonNode a, JsonNode b, boolean descending) {
        if (!Values.isOrdered(a) || !Values.isOrdered(b)) {
            return Boolean.compare(!Values.isOrdered(a), !Values.isOrdered(b));
        }
        return descending ? Values.compare(b, a) : Values.compare(a, b);
    }

    private static List<String> keys(@Nullable String order) {
        if (order == null || order.isBlank()) {
            return List.of();
        }
        return Stream.of(order.split(","))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private static boolean isByCreation(String key) {
        String name = field(key);
        return name.equals("created_at") || name.equals("createdAt");
    }

    private static String field(String key) {
        return key.startsWith("+") || key.startsWith("-") ? key.substring(1) : key;
    }

    /** A run that matches, and its values of the keys to order by. */
    private record Found(long id, List<JsonNode> values) {
        static Found of(long id, RunFields fields, List<String> keys) {
            return new Found(
                    id, keys.stream().map(key -> fields.value(field(key))).toList());
        }
    }
}
