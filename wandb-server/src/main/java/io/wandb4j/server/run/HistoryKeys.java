package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/** Counts which keys the lines of a history hold, and of which types. */
final class HistoryKeys {

    private static final int FETCH = 1_000;

    private final Map<Map.Entry<String, String>, Integer> counts = new HashMap<>();

    private HistoryKeys() {}

    /** Adds lines that are new to the counts of the run. */
    static void add(Connection connection, long run, List<HistoryLine> lines) throws SQLException {
        HistoryKeys keys = new HistoryKeys();
        lines.forEach(keys::count);
        keys.store(connection, run);
    }

    /**
     * Describes the run anew after its history was cut or copied: line count, last step, keys, and as its summary the
     * last value of each key.
     */
    static void recount(Handle handle, long run) {
        handle.execute("DELETE FROM history_key WHERE run_id = ?", run);
        HistoryKeys keys = new HistoryKeys();
        lines(handle, run, "id", line -> {
            keys.count(HistoryLine.parse(line));
            return true;
        });
        keys.storeIn(handle, run);
        handle.execute(
                "UPDATE run SET history_lines = (SELECT coalesce(max(id) - ?, -1) + 1 FROM history"
                        + " WHERE run_id = run.id), last_step = (SELECT max(step) FROM history"
                        + " WHERE run_id = run.id), summary_json = ? WHERE id = ?",
                Line.first(run),
                keys.lastValues(handle, run),
                run);
    }

    // From the last line backwards, until every key was met.
    private String lastValues(Handle handle, long run) {
        ObjectNode values = Json.MAPPER.createObjectNode();
        Set<String> missing = new HashSet<>();
        counts.keySet().forEach(key -> missing.add(key.getKey()));
        lines(handle, run, "id DESC", line -> {
            HistoryLine.parse(line).types().keySet().forEach(missing::remove);
            Json.object(line, "a history line").properties().stream()
                    .filter(entry -> !values.has(entry.getKey()))
                    .forEach(entry -> values.set(entry.getKey(), entry.getValue()));
            return !missing.isEmpty();
        });
        return Json.text(values);
    }

    private void count(HistoryLine line) {
        line.types()
                .entrySet()
                .forEach(entry -> counts.merge(Map.entry(entry.getKey(), entry.getValue()), 1, Integer::sum));
    }

    private void storeIn(Handle handle, long run) {
        try {
            store(handle.getConnection(), run);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot count the keys of run " + run, e);
        }
    }

    private void store(Connection connection, long run) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO history_key (run_id, key, type, count) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET count = count + excluded.count")) {
            for (Map.Entry<Map.Entry<String, String>, Integer> count : counts.entrySet()) {
                insert.setLong(1, run);
                insert.setString(2, count.getKey().getKey());
                insert.setString(3, count.getKey().getValue());
                insert.setInt(4, count.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void lines(Handle handle, long run, String order, LineUse use) {
        try (ResultIterator<String> lines = handle.createQuery(
                        "SELECT line FROM history WHERE id BETWEEN ? AND ? ORDER BY " + order)
                .bind(0, Line.first(run))
                .bind(1, Line.last(run))
                .setFetchSize(FETCH)
                .mapTo(String.class)
                .iterator()) {
            while (lines.hasNext()) {
                if (!use.goesOnAfter(lines.next())) {
                    return;
                }
            }
        }
    }

    private interface LineUse {
        boolean goesOnAfter(String line);
    }
}
