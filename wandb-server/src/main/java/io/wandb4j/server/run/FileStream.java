package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.StreamRequest.Chunk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes what running runs send: history, system metrics, summary, console lines, and word of their end.
 *
 * <p>A line is written at its number, so a request that is sent again changes nothing. A request is stored whole or not
 * at all.
 */
public final class FileStream {

    private static final String HISTORY = "wandb-history.jsonl";
    private static final String EVENTS = "wandb-events.jsonl";
    private static final String SUMMARY = "wandb-summary.json";
    private static final String CONSOLE = "output.log";
    private static final Chunk NOTHING = new Chunk(0, List.of());

    private final Database database;
    private final Runs runs;
    private final Clock clock;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

    /** Writes to the runs in the database. */
    public FileStream(Database database, Runs runs, Clock clock) {
        this.database = database;
        this.runs = runs;
        this.clock = clock;
    }

    /** Calls the listener with the row of each run that sent history, was rewound or ended, after that was stored. */
    public void onProgress(LongConsumer listener) {
        listeners.add(listener);
    }

    /** Stores the request and says whether the run was asked to stop. */
    public boolean accept(long run, StreamRequest request) throws SQLException {
        Chunk history = request.files().getOrDefault(HISTORY, NOTHING);
        List<HistoryLine> lines =
                history.content().stream().map(HistoryLine::parse).toList();
        String system = lastValues(request.files().getOrDefault(EVENTS, NOTHING));
        database.<SQLException>change(handle -> {
            Run before = runs.get(handle, run);
            writeHistory(handle, before, history, lines);
            writeLines(handle, "event", before, request.files().getOrDefault(EVENTS, NOTHING));
            writeLines(handle, "console", before, request.files().getOrDefault(CONSOLE, NOTHING));
            update(handle, before, request, maxStep(history, lines), system);
        });
        if (!lines.isEmpty() || request.complete()) {
            listeners.forEach(listener -> listener.accept(run));
        }
        return runs.get(run).stopRequested();
    }

    /** Drops the history after the step, and system metrics and console lines, which know no steps. */
    public Run rewind(long run, long step) {
        Run rewound = database.write(handle -> {
            handle.execute("DELETE FROM history WHERE run_id = ? AND step > ?", run, step);
            for (String table : List.of("event", "console")) {
                handle.execute("DELETE FROM " + table + " WHERE id BETWEEN ? AND ?", Line.first(run), Line.last(run));
            }
            handle.execute("UPDATE run SET events_lines = 0, log_lines = 0, system_json = '{}' WHERE id = ?", run);
            HistoryKeys.recount(handle, run);
            return runs.get(handle, run);
        });
        listeners.forEach(listener -> listener.accept(run));
        return rewound;
    }

    private static void writeHistory(Handle handle, Run run, Chunk chunk, List<HistoryLine> lines) throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        Connection connection = handle.getConnection();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR REPLACE INTO history (id, run_id, step, line) VALUES (?, ?, ?, ?)")) {
            for (int i = 0; i < lines.size(); i++) {
                long step = step(lines.get(i), chunk.offset() + i);
                insert.setLong(1, Line.key(run.id(), chunk.offset() + i));
                insert.setLong(2, run.id());
                insert.setLong(3, step);
                insert.setString(4, withStep(chunk.content().get(i), lines.get(i), step));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        // Lines that were here before have been counted.
        int known = Math.min(lines.size(), Math.max(0, run.historyLines() - chunk.offset()));
        HistoryKeys.add(connection, run.id(), lines.subList(known, lines.size()));
    }

    private static void writeLines(Handle handle, String table, Run run, Chunk chunk) throws SQLException {
        try (PreparedStatement insert = handle.getConnection()
                .prepareStatement("INSERT OR REPLACE INTO " + table + " (id, line) VALUES (?, ?)")) {
            for (int i = 0; i < chunk.content().size(); i++) {
                insert.setLong(1, Line.key(run.id(), chunk.offset() + i));
                insert.setString(2, chunk.content().get(i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void update(
            Handle handle, Run run, StreamRequest request, @Nullable Long maxStep, @Nullable String system) {
        Chunk summary = request.files().getOrDefault(SUMMARY, NOTHING);
        RunState stored = Runs.storedState(handle, run.id());
        RunState state = next(stored, request, run.stopRequested());
        handle.createUpdate("UPDATE run SET heartbeat_at = :now, state = :state,"
                        + " exit_code = coalesce(:exitCode, exit_code),"
                        + " history_lines = max(history_lines, :history), events_lines = max(events_lines, :events),"
                        + " log_lines = max(log_lines, :console), summary_json = coalesce(:summary, summary_json),"
                        + " system_json = coalesce(:system, system_json),"
                        + " last_step = max(coalesce(last_step, :step), coalesce(:step, last_step)) WHERE id = :id")
                .bind("now", clock.millis())
                .bind("state", state.toString())
                .bind("exitCode", request.complete() ? (Integer) request.exitCode() : null)
                .bind("history", end(request, HISTORY))
                .bind("events", end(request, EVENTS))
                .bind("console", end(request, CONSOLE))
                .bind("summary", summary.content().isEmpty() ? null : lastObject(summary))
                .bind("system", system == null ? null : merged(run.systemMetrics(), system))
                .bind("step", maxStep)
                .bind("id", run.id())
                .execute();
    }

    private static RunState next(RunState before, StreamRequest request, boolean stopRequested) {
        if (request.complete()) {
            return (request.preempting() ? RunState.PREEMPTING : before).ended(request.exitCode(), stopRequested);
        }
        if (before.isOver()) {
            return before;
        }
        return request.preempting() || before == RunState.PREEMPTING ? RunState.PREEMPTING : RunState.RUNNING;
    }

    // In shared mode clients leave the numbering of steps to the server.
    private static long step(HistoryLine line, long number) {
        Long step = line.step();
        return step == null ? number : step;
    }

    private static String withStep(String text, HistoryLine line, long step) {
        if (line.step() != null) {
            return text;
        }
        ObjectNode row = Json.object(text, "a history line");
        row.put("_step", step);
        return Json.text(row);
    }

    private static @Nullable Long maxStep(Chunk history, List<HistoryLine> lines) {
        Long max = null;
        for (int i = 0; i < lines.size(); i++) {
            long step = step(lines.get(i), history.offset() + i);
            max = max == null ? step : Math.max(max, step);
        }
        return max;
    }

    private static int end(StreamRequest request, String file) {
        Chunk chunk = request.files().getOrDefault(file, NOTHING);
        return chunk.content().isEmpty() ? 0 : chunk.offset() + chunk.content().size();
    }

    private static String lastObject(Chunk chunk) {
        String text = chunk.content().get(chunk.content().size() - 1);
        Json.object(text, "the summary");
        return text;
    }

    private static @Nullable String lastValues(Chunk events) {
        List<ObjectNode> lines = new ArrayList<>();
        events.content().forEach(line -> lines.add(Json.object(line, "a system metrics line")));
        ObjectNode all = Json.MAPPER.createObjectNode();
        lines.forEach(all::setAll);
        return lines.isEmpty() ? null : Json.text(all);
    }

    private static String merged(String before, String now) {
        ObjectNode all = Json.stored(before);
        all.setAll(Json.stored(now));
        return Json.text(all);
    }
}
