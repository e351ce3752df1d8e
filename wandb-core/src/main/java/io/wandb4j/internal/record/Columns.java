package io.wandb4j.internal.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All places that a run logs to, as a tree of keys. It grows with the number of different keys, as the summary does. */
public final class Columns {
    private int made;
    private final Column root = make(null, List.of());

    /** The row as a whole, above all keys. */
    public Column root() {
        return root;
    }

    /** The column at a path. */
    public Column at(List<String> path) {
        Column column = root;
        for (String key : path) {
            column = column.child(key);
        }
        return column;
    }

    Column make(@Nullable Column parent, List<String> path) {
        return new Column(this, parent, made++, path);
    }
}
