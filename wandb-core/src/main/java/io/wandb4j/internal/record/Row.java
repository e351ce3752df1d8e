package io.wandb4j.internal.record;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The values of one step while it is open: frozen values at columns.
 *
 * <p>Not safe for several threads; its owner holds the run's lock. */
public final class Row {
    private final Column root;
    private Column[] leaves = new Column[16]; // behind the last one stand those of the row before
    private int size;
    private long number = 1;
    private boolean likeBefore;

    public Row(Columns columns) {
        root = columns.root();
        Arrays.fill(leaves, root);
    }

    /** Adds values, later ones replacing earlier ones and nested maps merging path by path.
     *
     * <p>A value that cannot be logged is skipped and handed to {@code skipped} with the reason. */
    public void merge(Map<?, ?> data, BiConsumer<String, String> skipped) {
        mergeMap(root, data, skipped);
    }

    /** Sets one leaf. */
    public void put(Column column, @Nullable Object frozen) {
        add(column).set(frozen);
    }

    /** Sets one leaf. */
    public void put(Column column, Cell value) {
        add(column).set(value);
    }

    /** Sets one leaf. */
    public void put(Column column, double value) {
        add(column).set(value);
    }

    /** Sets one leaf. */
    public void put(Column column, long value) {
        add(column).set(value);
    }

    public boolean contains(Column column) {
        return column.lastRow == number;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Whether the columns so far are those with which the row before began, in the same order. */
    public boolean isLikeBefore() {
        return likeBefore;
    }

    public void clear() {
        number++;
        size = 0;
        likeBefore = true;
    }

    /** How many columns have a value. */
    public int size() {
        return size;
    }

    /** A column that has a value.
     *
     * @param index below {@link #size} */
    public Column leaf(int index) {
        return leaves[index];
    }

    private void mergeMap(Column target, Map<?, ?> data, BiConsumer<String, String> skipped) {
        for (Map.Entry<?, ?> entry : data.entrySet()) {
            mergeEntry(target, String.valueOf(entry.getKey()), entry.getValue(), skipped);
        }
    }

    private void mergeEntry(Column target, String key, @Nullable Object value, BiConsumer<String, String> skipped) {
        // asked first, since the JVM is slow to see that an object is of no interface
        boolean scalar = value instanceof Number || value instanceof String;
        if (!scalar && value instanceof Map<?, ?> map) { // an empty one vanishes, as in the official client
            mergeMap(target.child(key), map, skipped);
            return;
        }
        try {
            put(column(target, key), value == null ? null : LogValues.freeze(value));
        } catch (UnloggableException e) {
            skipped.accept(key, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // of the caller's own value, while it is read
            skipped.accept(key, "it cannot be read: " + e);
        }
    }

    /** The column of a key at the top that is to have the next value. */
    public Column column(String key) {
        return column(root, key);
    }

    /** The column of a key: mostly the one that stood here in the row before. */
    private Column column(Column target, String key) {
        if (size < leaves.length && leaves[size].is(target, key)) {
            return leaves[size];
        }
        return target.child(key);
    }

    private Cell add(Column column) {
        if (!contains(column)) {
            displace(column);
            if (size == leaves.length) {
                leaves = Arrays.copyOf(leaves, 2 * size);
                Arrays.fill(leaves, size, leaves.length, root);
            }
            if (leaves[size] != column) {
                leaves[size] = column;
                likeBefore = false;
            }
            size++;
            column.lastRow = number;
        }
        return column.value();
    }

    /** A leaf takes the place of a map of the same name, and a map that of a leaf. */
    private void displace(Column column) {
        for (Column above = column.parent(); above != null && above != root; above = above.parent()) {
            remove(above);
        }
        if (column.hasChildren()) {
            removeBelow(column);
        }
    }

    private void removeBelow(Column column) {
        for (Column child : column.children()) {
            remove(child);
            removeBelow(child);
        }
    }

    private void remove(Column column) {
        if (contains(column)) {
            int at = Arrays.asList(leaves).indexOf(column);
            System.arraycopy(leaves, at + 1, leaves, at, --size - at);
            column.lastRow = 0;
            likeBefore = false;
        }
    }
}
