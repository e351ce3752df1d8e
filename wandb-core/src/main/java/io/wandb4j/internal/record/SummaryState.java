package io.wandb4j.internal.record;

import io.wandb4j.metric.MetricDefinition.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The summary of a run: what each closed row makes of it.
 *
 * <p>Values are frozen as in a {@link Row}. Not safe for several threads. */
public final class SummaryState {
    private final Column root;

    public SummaryState(Columns columns) {
        root = columns.root();
    }

    /** Sets a leaf as it is. Null takes it out. */
    public void set(Column column, @Nullable Object value) {
        place(column).set(value);
    }

    /** Sets a leaf by hand: it stays until the metric is logged again, and definitions before have no say in it. */
    public void setByHand(Column column, @Nullable Object value) {
        set(column, value);
        column.setByHand = true;
        column.reduction.skipFirst();
    }

    /** Takes over the value that the open row has, null apart. */
    public void follow(Column column) {
        if (!column.value().isNull()) {
            column.reduction.track(column.value());
            place(column).set(column.value());
        }
    }

    /** Takes out a key with all that is below it. */
    public void remove(String key) {
        withdraw(root.child(key));
    }

    /** Takes out parts that a definition before the present one asked for; whether there may be any. */
    public boolean forget(Column column) {
        boolean stale = column.reshaped && column.summary().isNull() && column.hasChildren();
        column.reshaped = false;
        if (stale) {
            column.children().forEach(SummaryState::withdraw);
        }
        return stale;
    }

    /** What a logged value does to the summary under a definition that {@link Metrics#isPlain} is not true of; visits the leaves
     * that change. */
    public void reduce(Column column, Set<Kind> kinds, Consumer<Column> changed) {
        Object value = column.value().get();
        if (value == null) {
            return;
        }
        column.reduction.track(column.value());
        if (kinds.contains(Kind.NONE)) {
            return;
        }
        column.reduction.parts(kinds, value).forEach((kind, reduced) -> {
            Column leaf = column.child(kind);
            set(leaf, reduced);
            changed.accept(leaf);
        });
    }

    /** The summary as nested maps. */
    public Map<String, @Nullable Object> toMap() {
        return toMap(root);
    }

    private static Map<String, @Nullable Object> toMap(Column column) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Column child : column.children()) {
            if (!child.summary().isNull()) {
                map.put(child.name(), child.summary().get());
            } else if (child.hasChildren()) {
                Map<String, @Nullable Object> below = toMap(child);
                if (!below.isEmpty()) {
                    map.put(child.name(), below);
                }
            }
        }
        return map;
    }

    /** The summary of a column. A leaf takes the place of a map of the same name, and a map that of a leaf. */
    private static Cell place(Column column) {
        if (column.summary().isNull()) {
            for (Column above = column.parent(); above != null; above = above.parent()) {
                above.summary().clear();
            }
            for (Column child : column.children()) {
                withdraw(child);
            }
        }
        return column.summary();
    }

    private static void withdraw(Column column) {
        column.summary().clear();
        column.children().forEach(SummaryState::withdraw);
    }
}
