package io.wandb4j.dl4j;

import static java.util.stream.Collectors.joining;

import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.AlertRecord;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.MetricRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a run's transaction log holds. */
final class RunLog {
    private final List<Record> records;

    private RunLog(List<Record> records) {
        this.records = records;
    }

    static RunLog of(Run run) {
        return of(file(run));
    }

    /** The file of a run's log. */
    static Path file(Run run) {
        return run.dir().orElseThrow().resolve("run-" + run.id() + ".wandb");
    }

    static RunLog of(Path file) {
        List<Record> records = new ArrayList<>();
        try (LogReader reader = LogReader.open(file)) {
            for (Optional<Record> record = reader.next(); record.isPresent(); record = reader.next()) {
                records.add(record.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RunLog(records);
    }

    /** The rows as they were logged, without what the client adds. */
    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Record record : records) {
            if (record.hasHistory()) {
                rows.add(row(record));
            }
        }
        return rows;
    }

    /** The rows that have this key. */
    List<Map<String, Object>> rowsWith(String key) {
        return rows().stream().filter(row -> row.containsKey(key)).toList();
    }

    List<MetricRecord> metrics() {
        return all(Record::hasMetric, Record::getMetric);
    }

    List<AlertRecord> alerts() {
        return all(Record::hasAlert, Record::getAlert);
    }

    List<ArtifactRecord> artifacts() {
        return all(Record::hasArtifact, Record::getArtifact);
    }

    private <T> List<T> all(Predicate<Record> kind, Function<Record, T> content) {
        return records.stream().filter(kind).map(content).toList();
    }

    private static Map<String, Object> row(Record record) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (HistoryItem item : record.getHistory().getItemList()) {
            String key = item.getNestedKeyList().stream().collect(joining("."));
            if (!key.startsWith("_")) {
                row.put(key, value(item.getValueJson()));
            }
        }
        return row;
    }

    private static Object value(String json) {
        try {
            return Json.MAPPER.readValue(json, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
