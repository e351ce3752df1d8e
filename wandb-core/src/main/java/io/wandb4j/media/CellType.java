package io.wandb4j.media;

import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of a column of a table, as servers know it: it grows with the cells that it is given, or refuses them. */
interface CellType {
    CellType NONE = new Named("none");
    CellType STRING = new Named("string");
    CellType NUMBER = new Named("number");
    CellType BOOLEAN = new Named("boolean");
    CellType TIMESTAMP = new Named("timestamp");

    /** What no cell can be. */
    CellType INVALID = new Named("invalid") {
        @Override
        public @Nullable CellType assignType(CellType other) {
            return null;
        }
    };

    /** What everything but nothing can be. */
    CellType ANY = new Named("any") {
        @Override
        public @Nullable CellType assignType(CellType other) {
            return other.equals(NONE) || other.equals(INVALID) ? null : this;
        }
    };

    /** What becomes the type of the first cell. */
    CellType UNKNOWN = new Named("unknown") {
        @Override
        public @Nullable CellType assignType(CellType other) {
            return other.equals(NONE) ? null : other;
        }
    };

    /** A type that is its name. */
    static CellType named(String name) {
        return new Named(name);
    }

    /** The type of one cell. */
    static CellType of(@Nullable Object cell) {
        if (cell == null || (cell instanceof Double number && number.isNaN())) {
            return NONE;
        }
        if (cell instanceof String) {
            return STRING;
        }
        if (cell instanceof Number) {
            return NUMBER;
        }
        if (cell instanceof Boolean) {
            return BOOLEAN;
        }
        if (cell instanceof Temporal) {
            return TIMESTAMP;
        }
        return ofStructure(cell);
    }

    private static CellType ofStructure(Object cell) {
        if (cell instanceof List<?> list) {
            return ListCellType.of(list);
        }
        if (cell instanceof Map<?, ?> map) {
            return MapCellType.of(map);
        }
        CellType type = cell instanceof Media media ? media.cellType() : null;
        if (type == null) {
            throw new IllegalStateException("no cell: " + cell.getClass());
        }
        return type;
    }

    /** The type that takes this cell too, null if there is none. */
    default @Nullable CellType assign(@Nullable Object cell) {
        return assignType(of(cell));
    }

    /** The type that takes cells of another type too, null if there is none. */
    @Nullable
    CellType assignType(CellType other);

    /** The type as JSON. */
    Map<String, Object> toJson();

    /** The type as the official client prints it, which orders the parts of a union. */
    String text();

    /** Builds the JSON of a type with parameters. */
    static Map<String, Object> json(String name, Map<String, @Nullable Object> parameters) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("wb_type", name);
        json.put("params", parameters);
        return json;
    }

    /** A type without parameters. */
    class Named implements CellType {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public @Nullable CellType assignType(CellType other) {
            return equals(other) ? this : null;
        }

        @Override
        public Map<String, Object> toJson() {
            return Map.of("wb_type", name);
        }

        @Override
        public String text() {
            return name.substring(0, 1).toUpperCase(Locale.ROOT)
                    + name.substring(1).toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Named named && named.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
