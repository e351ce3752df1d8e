package io.wandb4j.internal.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The values of one step while it is open: a tree whose inner nodes are maps and whose leaves are frozen values.
 *
 * <p>Not safe for several threads; its owner holds the run's lock. */
public final class Row {
    private final Map<String, @Nullable Object> root = new LinkedHashMap<>();

    /** Receives the leaves of a row. */
    @FunctionalInterface
    public interface LeafVisitor {
        /** The keys from the root to the leaf, and the leaf. */
        void visit(List<String> path, @Nullable Object value);
    }

    /** Adds values, later ones replacing earlier ones and nested maps merging path by path.
     *
     * <p>A value that cannot be logged is skipped and handed to {@code skipped} with the reason. */
    public void merge(Map<?, ?> data, BiConsumer<String, String> skipped) {
        data.forEach((key, value) -> mergeEntry(root, String.valueOf(key), value, skipped));
    }

    /** Sets one leaf at the top. */
    public void put(String key, @Nullable Object frozen) {
        root.put(key, frozen);
    }

    public boolean contains(String key) {
        return root.containsKey(key);
    }

    public @Nullable Object get(String key) {
        return root.get(key);
    }

    public boolean isEmpty() {
        return root.isEmpty();
    }

    public void clear() {
        root.clear();
    }

    public void forEachLeaf(LeafVisitor visitor) {
        root.forEach((key, value) -> {
            if (value instanceof Node node) {
                visit(List.of(key), node, visitor);
            } else {
                visitor.visit(List.of(key), value);
            }
        });
    }

    private static void visit(List<String> path, Node node, LeafVisitor visitor) {
        node.children.forEach((key, value) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(key);
            if (value instanceof Node inner) {
                visit(deeper, inner, visitor);
            } else {
                visitor.visit(deeper, value);
            }
        });
    }

    private static void mergeEntry(
            Map<String, @Nullable Object> target,
            String key,
            @Nullable Object value,
            BiConsumer<String, String> skipped) {
        if (value == null) {
            target.put(key, null);
        } else if (value instanceof Map<?, ?> map) {
            Node node = target.get(key) instanceof Node existing ? existing : new Node();
            map.forEach((inner, item) -> mergeEntry(node.children, String.valueOf(inner), item, skipped));
            if (!node.children.isEmpty()) { // an empty map vanishes, as in the official client
                target.put(key, node);
            }
        } else {
            try {
                target.put(key, LogValues.freeze(value));
            } catch (UnloggableException e) {
                skipped.accept(key, String.valueOf(e.getMessage()));
            }
        }
    }

    private static final class Node {
        final Map<String, @Nullable Object> children = new LinkedHashMap<>();
    }
}
