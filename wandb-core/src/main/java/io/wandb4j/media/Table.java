package io.wandb4j.media;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.ArtifactPlace;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows and columns of numbers, booleans, texts, times, media, lists and maps. Immutable.
 *
 * <p>A column has the type of its first cell; any cell may be null. The run shows the first {@value #MAX_ROWS} rows; up to
 * {@value #MAX_ARTIFACT_ROWS} go into the artifact that is logged with it. */
public final class Table extends Media {
    /** The most rows of the file of the run. */
    public static final int MAX_ROWS = 10_000;

    /** The most rows of the artifact. */
    public static final int MAX_ARTIFACT_ROWS = 200_000;

    private final TableRows rows;
    private final LogMode mode;

    private Table(TableRows rows, LogMode mode) {
        this.rows = rows;
        this.mode = mode;
    }

    /** A table to fill row by row.
     *
     * @throws UsageException if two columns have one name */
    public static Builder columns(String... names) {
        return new Builder(List.of(names));
    }

    /** A table of rows.
     *
     * @throws UsageException if a row has too few or too many cells, or a cell of another type than its column */
    public static Table of(List<String> columns, Collection<? extends List<? extends @Nullable Object>> rows) {
        Builder builder = new Builder(columns);
        rows.forEach(builder::addRow);
        return builder.build();
    }

    /** A table with a column for each component, and a row for each record.
     *
     * @throws UsageException if a component cannot be read or held */
    public static <R extends Record> Table ofRecords(Class<R> type, Collection<R> records) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        Builder builder = new Builder(names);
        for (R each : records) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (RecordComponent component : components) {
                cells.add(read(component, each));
            }
            builder.addRow(cells);
        }
        return builder.build();
    }

    /** A table with a column for each key that any map has, and a row for each map; what a map lacks is null. */
    public static Table ofMaps(Collection<? extends Map<String, ? extends @Nullable Object>> maps) {
        Set<String> names = new LinkedHashSet<>();
        maps.forEach(map -> names.addAll(map.keySet()));
        Builder builder = new Builder(List.copyOf(names));
        for (Map<String, ? extends @Nullable Object> map : maps) {
            List<@Nullable Object> cells = new ArrayList<>();
            names.forEach(name -> cells.add(map.get(name)));
            builder.addRow(cells);
        }
        return builder.build();
    }

    /** The names of the columns. */
    public List<String> columns() {
        return rows.columns();
    }

    /** The number of rows. */
    public int size() {
        return rows.size();
    }

    @Override
    public Map<String, Object> logTo(RunPlace place) throws IOException {
        if (rows.size() > MAX_ARTIFACT_ROWS) {
            place.warn("Truncating the table \"" + place.key() + "\" of " + rows.size() + " rows to "
                    + MAX_ARTIFACT_ROWS + ".");
        }
        RunPlace.@Nullable ArtifactAddress address = place.logArtifact(
                "run_table",
                "run-" + place.runId() + "-" + place.key(),
                place.key() + ".table.json",
                false,
                artifact -> writeTo(artifact, place.key() + ".table.json"));
        FileContent file =
                new FileContent("table", ".table.json", TableFiles.ofRun(rows.columns(), rows.from(0, MAX_ROWS)));
        Map<String, Object> json = fileJson("table-file", null, place, file);
        addressInto(json, address);
        json.put("ncols", rows.columns().size());
        json.put("nrows", rows.size());
        json.put("log_mode", mode.name());
        return json;
    }

    /** Puts all rows, up to {@value #MAX_ARTIFACT_ROWS}, into an artifact, with the media of the cells. */
    @Override
    public void addTo(ArtifactPlace artifact, String path) throws IOException {
        if (rows.size() > MAX_ARTIFACT_ROWS) {
            throw new UsageException("a table in an artifact has at most " + MAX_ARTIFACT_ROWS + " rows, not "
                    + rows.size() + ": add it in several tables");
        }
        writeTo(artifact, path + ".table.json");
    }

    private void writeTo(ArtifactPlace artifact, String path) throws IOException {
        List<List<@Nullable Object>> written = rows.from(0, MAX_ARTIFACT_ROWS);
        Map<String, Object> more = Map.of("log_mode", mode.name());
        artifact.write(path, out -> TableFiles.writeArtifact(out, artifact, rows, written, more));
    }

    static void addressInto(Map<String, Object> json, RunPlace.@Nullable ArtifactAddress address) {
        if (address != null) {
            json.put("artifact_path", address.pinned());
            json.put("_latest_artifact_path", address.latest());
        }
    }

    private static @Nullable Object read(RecordComponent component, Record record) {
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true); // records may be private to the program
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
            throw new UsageException(
                    "cannot read " + component.getName() + " of a "
                            + component.getDeclaringRecord().getName() + " for a table: " + e,
                    e);
        }
    }

    /** Fills a table row by row. For one thread. */
    public static final class Builder {
        private final List<String> columns;
        private boolean mixed;
        private LogMode mode = LogMode.IMMUTABLE;
        private @Nullable TableRows rows;

        private Builder(List<String> columns) {
            this.columns = List.copyOf(columns);
        }

        /** Lets a column hold cells of several types; to be called before the first row. */
        @CanIgnoreReturnValue
        public Builder allowMixedTypes() {
            if (rows != null) {
                throw new UsageException("mixed types must be allowed before the first row of a table is added");
            }
            mixed = true;
            return this;
        }

        /** Says whether the table will be logged once ({@link LogMode#IMMUTABLE}) or again with more rows
         * ({@link LogMode#MUTABLE}). For {@link LogMode#INCREMENTAL} use {@link IncrementalTable}. */
        @CanIgnoreReturnValue
        public Builder logMode(LogMode how) {
            if (how == LogMode.INCREMENTAL) {
                throw new UsageException("a table that is logged by increments is an IncrementalTable");
            }
            mode = requireNonNull(how, "log mode");
            return this;
        }

        /** Adds a row of cells in the order of the columns.
         *
         * @throws UsageException if there are too few or too many, or one is of another type than its column */
        @CanIgnoreReturnValue
        public Builder add(@Nullable Object... cells) {
            return addRow(Arrays.asList(cells));
        }

        /** Adds a row of cells in the order of the columns.
         *
         * @throws UsageException if there are too few or too many, or one is of another type than its column */
        @CanIgnoreReturnValue
        public Builder addRow(List<? extends @Nullable Object> cells) {
            rows().add(cells);
            return this;
        }

        /** The table with the rows so far; more may be added for another one. */
        public Table build() {
            return new Table(rows().copy(), mode);
        }

        private TableRows rows() {
            if (rows == null) {
                rows = new TableRows(columns, mixed);
            }
            return rows;
        }
    }
}
