package io.wandb4j.internal.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place that a run logs values to: a key, or a path of keys through nested maps.
 *
 * <p>Keeps all that is known of the place (its value in the open row, its part of the summary, its definition), so that
 * logging a value takes one look-up. Not safe for several threads. */
public final class Column {
    private final Columns owner;
    private final @Nullable Column parent;
    private final int number;
    private final List<String> path;
    private final String name;
    private final boolean charted;
    private Map<String, Column> children = Map.of();

    private final Cell value = new Cell();
    private final Cell summary = new Cell();

    /** The number of the last row that has a value here. */
    long lastRow;

    /** What the summary can be made of. */
    final Reduction reduction = new Reduction();

    /** Whether a value of the summary was set by hand, so that a definition has no say. */
    boolean setByHand;

    /** Whether a definition was changed since the summary got its parts. */
    boolean reshaped;

    /** What holds here as of a version of the definitions. */
    Rule rule = Rule.NONE;

    int ruleVersion;

    Column(Columns owner, @Nullable Column parent, int number, List<String> path) {
        this.owner = owner;
        this.parent = parent;
        this.number = number;
        this.path = path;
        this.name = path.isEmpty() ? "" : path.get(path.size() - 1);
        this.charted = path.size() == 1 && !name.startsWith("_");
    }

    /** Counts the columns of a run from 0, so that others may keep their own data on each in an array. */
    public int number() {
        return number;
    }

    /** The keys from the top of the row; empty for the row as a whole. */
    public List<String> path() {
        return path;
    }

    /** The last key of the path. */
    String name() {
        return name;
    }

    /** The keys with dots between them, as definitions name it. */
    public String dotted() {
        return path.size() == 1 ? name : String.join(".", path);
    }

    /** Whether it is a metric at the top of the row, and not one of the client's own. */
    public boolean isCharted() {
        return charted;
    }

    /** The column of a key below this one, made when it is first asked for. */
    public Column child(String key) {
        Column child = children.get(key);
        return child != null ? child : add(key);
    }

    /** The column of a key below this one, null if it was never asked for. */
    @Nullable
    Column known(String key) {
        return children.get(key);
    }

    /** Whether this is the column of a key below another. */
    boolean is(Column above, String key) {
        return parent == above && key.equals(name);
    }

    /** The value in the open row. */
    public Cell value() {
        return value;
    }

    /** What the summary has here; null for nothing. */
    public Cell summary() {
        return summary;
    }

    /** Whether the summary may have parts that no definition asks for any more. */
    public boolean isReshaped() {
        return reshaped;
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    Collection<Column> children() {
        return children.values();
    }

    @Nullable
    Column parent() {
        return parent;
    }

    private Column add(String key) {
        if (children.isEmpty()) {
            children = new LinkedHashMap<>(4);
        }
        List<String> deeper = new ArrayList<>(path);
        deeper.add(key);
        Column child = owner.make(this, List.copyOf(deeper));
        children.put(key, child);
        return child;
    }
}
