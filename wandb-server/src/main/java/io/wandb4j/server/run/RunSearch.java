package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.auth.Users;
import java.util.ArrayList;
import java.util.Collections;
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
        if (RunFilter.isEmpty(filters) && keys.stream().allMatch(RunSearch::isByCreation)) {
            List<Long> ids = new ArrayList<>(runs.ids(project));
            if (!keys.isEmpty() && keys.get(0).startsWith("-")) {
                Collections.reverse(ids);
            }
            return ids;
        }
        return search(project, RunFilter.parse(filters), keys);
    }

    private List<Long> search(Project project, Predicate<Fields> wanted, List<String> keys) {
        Map<Long, String> names = users.list().stream().collect(Collectors.toMap(User::id, User::name));
        List<Found> found = new ArrayList<>();
        for (Run run : runs.list(project)) {
            RunFields fields = new RunFields(run, id -> names.getOrDefault(id, ""));
            if (wanted.test(fields)) {
                found.add(Found.of(run.id(), fields, keys));
            }
        }
        found.sort(order(keys));
        return found.stream().map(Found::id).toList();
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
