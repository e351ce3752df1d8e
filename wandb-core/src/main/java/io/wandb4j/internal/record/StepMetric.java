package io.wandb4j.internal.record;

import org.jspecify.annotations.Nullable;

/** A metric that others have as their x-axis, with its last number: 0 until it is logged. */
final class StepMetric {
    private final String name;
    private final Columns columns;
    private final Cell last = new Cell();
    private @Nullable Column column;

    StepMetric(String name, Columns columns) {
        this.name = name;
        this.columns = columns;
        last.set(0L);
    }

    /** Takes note of the number that the open row has. */
    void follow() {
        Cell logged = column().value();
        if (logged.isNumber()) {
            last.set(logged);
        }
    }

    boolean isIn(Row row) {
        return row.contains(column());
    }

    void putInto(Row row) {
        row.put(column(), last);
    }

    /** Asked again where the name is a path, since a key that is spelled so may be logged later. */
    private Column column() {
        Column known = column;
        if (known == null || !known.name().equals(name)) {
            known = columns.named(name);
            column = known;
        }
        return known;
    }
}
