package io.wandb4j.server.graphql;

import io.wandb4j.server.errors.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One page of a list, in the form of the Relay convention. */
public record Connection<T>(List<Edge<T>> edges, PageInfo pageInfo, int totalCount) {

    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 10_000;

    /** One element and the cursor that continues after it. */
    public record Edge<T>(T node, String cursor) {}

    /** Where the page ends and whether more follows. */
    public record PageInfo(
            @Nullable String startCursor, @Nullable String endCursor, boolean hasNextPage, boolean hasPreviousPage) {}

    /** All elements on one page. */
    public static <T> Connection<T> all(List<T> elements) {
        return page(elements.size(), 0, elements.size(), elements::get);
    }

    /** The page that the field's {@code first} and {@code after} arguments ask for. */
    public static <T> Connection<T> of(List<T> elements, Arguments arguments) {
        return of(elements, arguments, Function.identity());
    }

    /** The page that {@code first} and {@code after} ask for, its elements loaded by their keys. */
    public static <K, T> Connection<T> of(List<K> keys, Arguments arguments, Function<K, T> load) {
        int from = offset(arguments.text("after"));
        int until = (int) Math.min(keys.size(), from + size(arguments));
        return page(keys.size(), from, until, index -> load.apply(keys.get(index)));
    }

    /** All elements, loaded by their keys, unless {@code first} asks for a page: some clients know of none here. */
    public static <K, T> Connection<T> orAll(List<K> keys, Arguments arguments, Function<K, T> load) {
        return arguments.number("first") == null
                ? page(keys.size(), 0, keys.size(), index -> load.apply(keys.get(index)))
                : of(keys, arguments, load);
    }

    /** The page that {@code first} and {@code after} ask for out of so many elements, loaded at once. */
    public static <T> Connection<T> range(int total, Arguments arguments, BiFunction<Integer, Integer, List<T>> load) {
        int from = Math.min(total, offset(arguments.text("after")));
        int until = (int) Math.min(total, from + size(arguments));
        List<T> elements = load.apply(from, until);
        int end = from + elements.size(); // fewer if some were deleted since they were counted
        return page(end < until ? end : total, from, end, index -> elements.get(index - from));
    }

    private static <T> Connection<T> page(int total, int from, int until, IntFunction<T> element) {
        List<Edge<T>> edges = new ArrayList<>();
        for (int index = from; index < until; index++) {
            edges.add(new Edge<>(element.apply(index), Integer.toString(index + 1)));
        }
        String start = edges.isEmpty() ? null : edges.get(0).cursor();
        String end = edges.isEmpty() ? null : edges.get(edges.size() - 1).cursor();
        return new Connection<>(edges, new PageInfo(start, end, until < total, from > 0), total);
    }

    private static long size(Arguments arguments) {
        return Math.min(MAX_PAGE, Math.max(0, arguments.number("first", DEFAULT_PAGE)));
    }

    private static int offset(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(cursor));
        } catch (NumberFormatException e) {
            throw RequestException.invalid("\"" + cursor + "\" is not a cursor of this server");
        }
    }
}
