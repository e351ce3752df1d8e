package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.SummaryItem;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How one metric went in a log that may still be growing, and how its run ended. For one thread. */
public final class MetricLog implements Closeable {
    private final LogReader log;
    private final String metric;
    private final List<String> kept;
    private final List<Double> values = new ArrayList<>();
    private final Map<String, Double> summary = new TreeMap<>();
    private Optional<Integer> exitCode = Optional.empty();

    /** Opens a log.
     *
     * @param metric its name; the parts of a path into nested values are joined by dots
     * @param kept what a summary that keeps several numbers of the metric calls the ones wanted, the best first
     * @throws IOException if the file is missing or is no log */
    public static MetricLog open(Path log, String metric, List<String> kept) throws IOException {
        return new MetricLog(LogReader.open(log), metric, kept);
    }

    private MetricLog(LogReader log, String metric, List<String> kept) {
        this.log = log;
        this.metric = metric;
        this.kept = List.copyOf(kept);
    }

    /** Reads what is new. */
    public void read() throws IOException {
        for (Optional<Record> record = log.next(); record.isPresent(); record = log.next()) {
            apply(record.get());
        }
    }

    /** The metric's finite values in the order logged; the list grows with {@link #read}. */
    public List<Double> values() {
        return Collections.unmodifiableList(values);
    }

    /** The metric's value in the summary, or the one that the run chose to keep. */
    public OptionalDouble summary() {
        for (String name : kept) {
            Double value = summary.get(metric + "." + name);
            if (value != null) {
                return OptionalDouble.of(value);
            }
        }
        Double value = summary.get(metric);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The run's exit code; empty while the log does not tell of an end. */
    public Optional<Integer> exitCode() {
        return exitCode;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    private void apply(Record record) {
        switch (record.getRecordTypeCase()) {
            case HISTORY ->
                record.getHistory().getItemList().stream()
                        .filter(item -> name(item).equals(metric))
                        .forEach(item -> number(item.getValueJson()).ifPresent(values::add));
            case SUMMARY -> {
                record.getSummary().getUpdateList().forEach(item -> update(name(item), item.getValueJson()));
                record.getSummary().getRemoveList().forEach(item -> summary.remove(name(item)));
            }
            case EXIT -> exitCode = Optional.of(record.getExit().getExitCode());
            default -> {}
        }
    }

    private void update(String name, String json) {
        if (name.equals(metric) || name.startsWith(metric + ".")) {
            summary.remove(name);
            number(json).ifPresent(value -> summary.put(name, value));
            if (json.startsWith("{")) { // other clients write what a run chose to keep in one piece
                kept.forEach(key -> number(text(json, key)).ifPresent(value -> summary.put(name + "." + key, value)));
            }
        }
    }

    private static String name(HistoryItem item) {
        return String.join(".", HistoryLine.path(item.getKey(), item.getNestedKeyList()));
    }

    private static String name(SummaryItem item) {
        return String.join(".", HistoryLine.path(item.getKey(), item.getNestedKeyList()));
    }

    private static String text(String json, String key) {
        return tree(json).path(key).toString();
    }

    private static Optional<Double> number(String json) {
        JsonNode node = tree(json);
        return node.isNumber() && Double.isFinite(node.doubleValue())
                ? Optional.of(node.doubleValue())
                : Optional.empty();
    }

    private static JsonNode tree(String json) {
        try {
            return Json.read(json);
        } catch (UncheckedIOException e) {
            return Json.MAPPER.missingNode(); // a value that is no JSON is no number
        }
    }
}
