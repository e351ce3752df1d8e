package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table, their types, and its rows so far. For one thread. */
final class TableRows {
    private final List<String> columns;
    private final List<CellType> types;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    TableRows(List<String> columns, boolean mixed) {
        this.columns = List.copyOf(columns);
        if (new HashSet<>(this.columns).size() != this.columns.size()) {
            throw new UsageException("the columns of a table must have different names: " + columns);
        }
        CellType first = UnionCellType.optional(mixed ? CellType.ANY : CellType.UNKNOWN);
        this.types = new ArrayList<>(Collections.nCopies(this.columns.size(), first));
    }

    private TableRows(TableRows other) {
        this.columns = other.columns;
        this.types = new ArrayList<>(other.types);
        this.rows.addAll(other.rows);
    }

    /** The same rows; rows added here or there are not added to the other. */
    TableRows copy() {
        return new TableRows(this);
    }

    List<String> columns() {
        return columns;
    }

    int size() {
        return rows.size();
    }

    /** The rows from one on, as many as there are but at most so many. */
    List<List<@Nullable Object>> from(int first, int most) {
        return List.copyOf(rows.subList(first, Math.min(rows.size(), first + most)));
    }

    MapCellType types() {
        Map<String, CellType> byName = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byName.put(columns.get(i), types.get(i));
        }
        return new MapCellType(byName);
    }

    /** Adds a row; nothing changes if it does not fit.
     *
     * @throws UsageException if it has too few or too many cells, or one of another type than its column */
    void add(List<? extends @Nullable Object> cells) {
        if (cells.size() != columns.size()) {
            throw new UsageException("row " + rows.size() + " of a table has " + cells.size() + " cells, but there are "
                    + columns.size() + " columns: " + columns);
        }
        @Nullable Object[] copy = new @Nullable Object[cells.size()];
        CellType[] grown = new CellType[cells.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = Cells.copy(cells.get(i));
            grown[i] = grown(i, copy[i]);
        }
        for (int i = 0; i < grown.length; i++) {
            types.set(i, grown[i]);
        }
        rows.add(Collections.unmodifiableList(Arrays.asList(copy)));
    }

    private CellType grown(int column, @Nullable Object cell) {
        CellType type = types.get(column).assign(cell);
        if (type == null) {
            throw new UsageException("row " + rows.size() + " of a table does not fit: column \"" + columns.get(column)
                    + "\" holds " + types.get(column) + ", not " + CellType.of(cell)
                    + "; mixed types must be allowed when the table is made");
        }
        return type;
    }
}
