package io.wandb4j.server.run;

import io.wandb4j.server.db.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/** Reads back what runs logged, line by line as it was sent. */
public final class RunLines {

    private static final int FETCH = 1_000;
    private static final String STEP = "_step";

    private final Database database;

    /** Reads from the database. */
    public RunLines(Database database) {
        this.database = database;
    }

    /** History lines with the step from the first (inclusive) to the second (exclusive), in the order of steps. */
    public List<String> history(Run run, long minStep, long maxStep) {
        List<String> lines = new ArrayList<>();
        eachHistory(run, minStep, maxStep, lines::add);
        return lines;
    }

    /** Hands over the same lines one by one, with flat memory. */
    public void eachHistory(Run run, long minStep, long maxStep, Consumer<String> use) {
        database.read(handle -> {
            try (ResultIterator<String> lines = handle.createQuery("SELECT line FROM history"
                            + " WHERE run_id = ? AND step >= ? AND step < ? ORDER BY step, id")
                    .bind(0, run.id())
                    .bind(1, minStep)
                    .bind(2, maxStep)
                    .setFetchSize(FETCH)
                    .mapTo(String.class)
                    .iterator()) {
                lines.forEachRemaining(use);
            }
            return run;
        });
    }

    /** The finite numbers logged under a key, in the order logged, from a line's number on. */
    public List<Double> numbers(Run run, String key, long fromLine) {
        RowPick pick = new RowPick(List.of(key));
        List<Double> numbers = new ArrayList<>();
        for (String line : range("history", run, fromLine, run.historyLines())) {
            if (pick.from(line).get(key) instanceof Number number && Double.isFinite(number.doubleValue())) {
                numbers.add(number.doubleValue());
            }
        }
        return numbers;
    }

    /** History lines by their numbers, from the first (inclusive) to the second (exclusive). */
    public List<String> historyWindow(Run run, long from, long until) {
        return range("history", run, Math.max(0, from), Math.min(run.historyLines(), until));
    }

    /** At most so many history lines, evenly spread, the first and the last among them. */
    public List<String> sampledHistory(Run run, int samples) {
        return sampled("history", run, run.historyLines(), samples);
    }

    /** At most so many lines of system metrics, evenly spread. */
    public List<String> sampledEvents(Run run, int samples) {
        return sampled("event", run, run.eventsLines(), samples);
    }

    /** The last history line, if there is one. */
    public List<String> historyTail(Run run) {
        return range("history", run, Math.max(0, run.historyLines() - 1), run.historyLines());
    }

    /** The last line of system metrics, if there is one. */
    public List<String> eventsTail(Run run) {
        return range("event", run, Math.max(0, run.eventsLines() - 1), run.eventsLines());
    }

    /** Console lines from the first number (inclusive) to the second (exclusive), by their numbers. */
    public Map<Long, String> console(Run run, long from, long until) {
        return database.read(handle -> handle.createQuery(
                        "SELECT id, line FROM console WHERE id >= ? AND id < ? ORDER BY id")
                .bind(0, Line.key(run.id(), from))
                .bind(1, Line.key(run.id(), until))
                .<Map<Long, String>>reduceRows(new TreeMap<>(), (lines, row) -> {
                    lines.put(Line.number(row.getColumn("id", Long.class)), row.getColumn("line", String.class));
                    return lines;
                }));
    }

    /** For each of the keys the steps of the lines that have it, in the order of steps, from a step on. */
    public List<List<Long>> steps(Run run, List<String> keys, long minStep) {
        List<String> wanted = new ArrayList<>(keys);
        wanted.add(STEP);
        RowPick pick = new RowPick(wanted);
        List<List<Long>> steps = new ArrayList<>();
        keys.forEach(key -> steps.add(new ArrayList<>()));
        eachHistory(run, minStep, Long.MAX_VALUE, line -> {
            Map<String, @Nullable Object> row = pick.from(line);
            if (row.get(STEP) instanceof Number step) {
                for (int i = 0; i < keys.size(); i++) {
                    if (row.containsKey(keys.get(i))) {
                        steps.get(i).add(step.longValue());
                    }
                }
            }
        });
        return steps;
    }

    /** The numbers of the first console lines that hold the text, whatever its case. */
    public List<Long> consoleMatches(Run run, String text, int most) {
        ConsoleSearch search = new ConsoleSearch(text, most);
        return database.read(handle -> {
            try (ResultIterator<Map.Entry<Long, String>> lines = handle.createQuery(
                            "SELECT id, line FROM console WHERE id >= ? AND id <= ? ORDER BY id")
                    .bind(0, Line.first(run.id()))
                    .bind(1, Line.last(run.id()))
                    .setFetchSize(FETCH)
                    .map((row, context) -> Map.entry(Line.number(row.getLong("id")), row.getString("line")))
                    .iterator()) {
                while (lines.hasNext()) {
                    Map.Entry<Long, String> line = lines.next();
                    if (!search.look(line.getKey(), line.getValue())) {
                        break;
                    }
                }
            }
            return search.found();
        });
    }

    /** For each key that the run logged, how often it held which type of value. */
    public Map<String, Map<String, Integer>> keys(Run run) {
        return database.read(handle -> handle.createQuery(
                        "SELECT key, type, count FROM history_key WHERE run_id = ? ORDER BY key, type")
                .bind(0, run.id())
                .<Map<String, Map<String, Integer>>>reduceRows(new LinkedHashMap<>(), (keys, row) -> {
                    keys.computeIfAbsent(row.getColumn("key", String.class), key -> new LinkedHashMap<>())
                            .put(row.getColumn("type", String.class), row.getColumn("count", Integer.class));
                    return keys;
                }));
    }

    private List<String> sampled(String table, Run run, int lines, int samples) {
        if (samples <= 0) {
            return List.of();
        }
        if (lines <= samples) {
            return range(table, run, 0, lines);
        }
        return database.read(handle -> {
            List<String> picked = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                long number = samples == 1 ? lines - 1 : (long) i * (lines - 1) / (samples - 1);
                handle.createQuery("SELECT line FROM " + table + " WHERE id = ?")
                        .bind(0, Line.key(run.id(), number))
                        .mapTo(String.class)
                        .findOne()
                        .ifPresent(picked::add);
            }
            return picked;
        });
    }

    private List<String> range(String table, Run run, long from, long until) {
        return database.read(
                handle -> handle.createQuery("SELECT line FROM " + table + " WHERE id >= ? AND id < ? ORDER BY id")
                        .bind(0, Line.key(run.id(), from))
                        .bind(1, Line.key(run.id(), until))
                        .mapTo(String.class)
                        .list());
    }
}
