package io.wandb4j.media;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table that grows during a run: each time it is logged, only the rows since the last time are stored.
 *
 * <p>Belongs to one key of one run. Safe for use by several threads. */
public final class IncrementalTable extends Media {
    private static final String ARTIFACT_TYPE = "wandb-run-incremental-table";
    private static final int SHOWN_INCREMENTS = 100;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final TableRows rows;

    @GuardedBy("lock")
    private final List<String> earlier = new ArrayList<>();

    @GuardedBy("lock")
    private int logged;

    @GuardedBy("lock")
    private @Nullable String owner;

    private IncrementalTable(List<String> columns) {
        this.rows = new TableRows(columns, false);
    }

    /** An empty table.
     *
     * @throws UsageException if two columns have one name */
    public static IncrementalTable columns(String... names) {
        return new IncrementalTable(List.of(names));
    }

    /** Adds a row of cells in the order of the columns.
     *
     * @throws UsageException if there are too few or too many, or one is of another type than its column */
    @CanIgnoreReturnValue
    public IncrementalTable add(@Nullable Object... cells) {
        synchronized (lock) {
            rows.add(Arrays.asList(cells));
        }
        return this;
    }

    @Override
    public Map<String, Object> logTo(RunPlace place) throws IOException {
        synchronized (lock) { // two logs of one table must not overtake each other
            claim(place);
            int increment = earlier.size();
            if (increment == SHOWN_INCREMENTS) {
                place.warn("The table \"" + place.key() + "\" has more than " + SHOWN_INCREMENTS
                        + " increments; only the latest will be shown.");
            }
            List<List<@Nullable Object>> fresh = rows.from(logged, Table.MAX_ARTIFACT_ROWS);
            RunPlace.@Nullable ArtifactAddress address = logArtifact(place, increment, fresh);
            List<List<@Nullable Object>> shown = fresh.subList(0, Math.min(fresh.size(), Table.MAX_ROWS));
            MediaContent content = TableFiles.ofRun(rows.columns(), shown);
            Map<String, Object> json =
                    fileJson("incremental-table-file", null, place, new FileContent("table", ".table.json", content));
            Table.addressInto(json, address);
            json.put("ncols", rows.columns().size());
            json.put("nrows", rows.size());
            json.putAll(increments());
            logged += fresh.size();
            if (address != null) {
                earlier.add(address.pinned());
            }
            return json;
        }
    }

    @GuardedBy("lock")
    private RunPlace.@Nullable ArtifactAddress logArtifact(
            RunPlace place, int increment, List<List<@Nullable Object>> fresh) throws IOException {
        String entry = increment + "-" + System.currentTimeMillis() + "." + place.key() + ".table.json";
        Map<String, Object> more = increments();
        TableRows table = rows;
        return place.logArtifact(
                ARTIFACT_TYPE,
                "run-" + place.runId() + "-incr-" + place.key(),
                entry,
                true,
                artifact -> artifact.write(entry, out -> TableFiles.writeArtifact(out, artifact, table, fresh, more)));
    }

    @GuardedBy("lock")
    private Map<String, Object> increments() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("log_mode", LogMode.INCREMENTAL.name());
        json.put("increment_num", earlier.size());
        json.put("previous_increments_paths", List.copyOf(earlier));
        return json;
    }

    @GuardedBy("lock")
    private void claim(RunPlace place) {
        String claimant = place.runId() + " under \"" + place.key() + "\"";
        if (owner != null && !owner.equals(claimant)) {
            throw new UsageException("an incremental table belongs to run " + owner + ", it cannot be logged to run "
                    + claimant + " too");
        }
        owner = claimant;
    }
}
