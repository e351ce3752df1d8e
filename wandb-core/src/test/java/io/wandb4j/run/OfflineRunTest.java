package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.Record.RecordTypeCase;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Kind;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineRunTest {
    @TempDir
    Path dir;

    @Test
    void recordsEveryRowInOrder() throws IOException {
        try (Run run = start()) {
            for (int i = 0; i < 100; i++) {
                run.log(Map.of("loss", 1.0 / (i + 1), "i", i));
            }
        }
        assertThat(rows()).hasSize(100);
        assertThat(rows().get(7)).contains(entry("_step", "7"), entry("i", "7"), entry("loss", "0.125"));
        assertThat(rows().get(7)).containsKeys("_timestamp", "_runtime");
    }

    @Test
    void aRowIsInTheFileWhenLogReturns() throws IOException {
        try (Run run = start()) {
            run.log(Map.of("loss", 1));
            assertThat(rows()).hasSize(1);
        }
    }

    @Test
    void mergesCallsOfOneStep() throws IOException {
        try (Run run = start()) {
            run.log(Map.of("a", 1, "nested", Map.of("x", 1)), 3);
            run.log(Map.of("b", 2, "nested", Map.of("y", 2)), 3);
            run.log(Map.of("c", 3), 5);
            run.log(Map.of("late", 1), 4);
            run.log(Map.of("d", 4), false);
            run.log(Map.of("e", 5));
            run.log(Map.of("f", 6));
        }
        assertThat(rows()).hasSize(3);
        assertThat(rows().get(0))
                .contains(
                        entry("_step", "3"),
                        entry("a", "1"),
                        entry("b", "2"),
                        entry("nested.x", "1"),
                        entry("nested.y", "2"));
        assertThat(rows().get(1))
                .contains(entry("_step", "5"), entry("c", "3"), entry("d", "4"), entry("e", "5"))
                .doesNotContainKey("late");
        assertThat(rows().get(2)).contains(entry("_step", "6"), entry("f", "6"));
    }

    @Test
    void keepsValuesThatAreNoNumbers() throws IOException {
        Map<String, Object> row = new HashMap<>();
        row.put("nan", Double.NaN);
        row.put("infinite", Float.NEGATIVE_INFINITY);
        row.put("none", null);
        row.put("text", "a \"quoted\" ü");
        row.put("list", List.of(1, 2.5, "x"));
        row.put("array", new double[] {1, 2});
        row.put("yes", true);
        row.put("huge", new java.math.BigInteger("123456789012345678901234567890"));
        row.put("empty", Map.of());
        row.put("odd", new Object());
        try (Run run = start()) {
            run.log(row);
        }
        assertThat(rows().get(0))
                .contains(
                        entry("nan", "NaN"),
                        entry("infinite", "-Infinity"),
                        entry("none", "null"),
                        entry("text", "\"a \\\"quoted\\\" ü\""),
                        entry("list", "[1,2.5,\"x\"]"),
                        entry("array", "[1.0,2.0]"),
                        entry("yes", "true"),
                        entry("huge", "123456789012345678901234567890"))
                .doesNotContainKeys("empty", "odd");
    }

    @Test
    void summarizesAsDefined() throws IOException {
        try (Run run = start()) {
            run.defineMetric(
                    MetricDefinition.of("loss").withSummary(Kind.MIN, Kind.MAX, Kind.MEAN, Kind.LAST, Kind.FIRST));
            for (double loss : new double[] {1, 3, 2.3}) {
                run.log(Map.of("loss", loss, "other", loss));
            }
            assertThat(run.summary().get("other")).isEqualTo(2.3);
            assertThat(run.summary().get("loss"))
                    .isEqualTo(Map.of("min", 1.0, "max", 3.0, "mean", 2.1, "last", 2.3, "first", 1.0));
            run.summary().set("loss", 7);
            assertThat(run.summary().get("loss")).isEqualTo(7L);
        }
    }

    @Test
    void aDefinitionThatComesLateKnowsTheValuesBefore() throws IOException {
        try (Run run = start()) {
            run.log(Map.of("loss", 3));
            run.log(Map.of("loss", 1));
            run.defineMetric(MetricDefinition.of("loss").withSummary(Kind.MAX, Kind.FIRST));
            run.log(Map.of("loss", 2));
            assertThat(run.summary().get("loss")).isEqualTo(Map.of("max", 3.0, "first", 3L));
            run.defineMetric(MetricDefinition.of("loss").withSummary(Kind.MIN).withOverwrite());
            run.log(Map.of("loss", 2));
            assertThat(run.summary().get("loss")).isEqualTo(Map.of("min", 1.0));
            run.summary().set("loss", 9);
            run.log(Map.of("loss", 4));
            assertThat(run.summary().get("loss")).isEqualTo(4L);
        }
    }

    @Test
    void addsAStepMetricOfANestedPathUnlessTheMetricWantsNone() throws IOException {
        try (Run run = start()) {
            run.defineMetric(MetricDefinition.of("a.loss").withStep("a.step"));
            run.defineMetric(MetricDefinition.of("free").withStep("epoch", false));
            run.log(Map.of("a", Map.of("loss", 1, "step", 7)));
            run.log(Map.of("a", Map.of("loss", 2), "free", 1));
        }
        assertThat(rows().get(1))
                .contains(entry("a.loss", "2"), entry("a.step", "7"))
                .doesNotContainKey("epoch");
    }

    @Test
    void addsTheStepMetricThatARowLacks() throws IOException {
        try (Run run = start()) {
            run.defineMetric(MetricDefinition.of("val*").withStep("mystep"));
            run.log(Map.of("val", 2, "val2", 5, "mystep", 1));
            run.log(Map.of("mystep", 3));
            run.log(Map.of("val", 8));
        }
        assertThat(rows().get(2)).contains(entry("val", "8"), entry("mystep", "3"));
        assertThat(records(RecordTypeCase.METRIC)).hasSize(3);
    }

    @Test
    void sweepValuesWinOverDefaultsAndAreLocked() {
        Settings settings = settings()
                .config("lr", 5)
                .config("net", Map.of("depth", 2, "width", 3))
                .build();
        try (Run run = Run.start(settings, Map.of("lr", 0.1, "net", Map.of("depth", 9)))) {
            run.config().set("lr", 7).set("other", 1);
            assertThat(run.config().getDouble("lr")).isEqualTo(0.1);
            assertThat(run.config().get("net")).isEqualTo(Map.of("depth", 9, "width", 3));
            assertThat(run.config().getInt("other")).isEqualTo(1);
        }
    }

    @Test
    void readsTheConfigAsARecord() {
        record Hyper(double learningRate, int batchSize) {}
        try (Run run = Wandb.init(settings()
                .config("learningRate", 0.1)
                .config("batchSize", 64)
                .config("x", 1)
                .build())) {
            assertThat(run.config().as(Hyper.class)).isEqualTo(new Hyper(0.1, 64));
            assertThatThrownBy(() -> run.config().getInt("missing"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("missing");
            assertThatThrownBy(() -> run.config().getInt("learningRate")).hasMessageContaining("whole number");
        }
    }

    @Test
    void logsFromManyThreadsWithoutLoss() throws IOException {
        try (Run run = start()) {
            IntStream.range(0, 2000).parallel().forEach(i -> run.log(Map.of("i", i)));
        }
        assertThat(rows().stream().map(row -> row.get("i")).distinct()).hasSize(2000);
        assertThat(rows().stream().map(row -> row.get("_step")).distinct()).hasSize(2000);
    }

    @Test
    void goesOnLoggingAfterAnInterrupt() throws IOException {
        try (Run run = start()) {
            Thread.currentThread().interrupt();
            run.log(Map.of("a", 1));
            run.log(Map.of("a", 2));
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(rows()).hasSize(2);
    }

    @Test
    void neverThrowsIntoTraining() {
        Run run = start();
        run.log((Map<String, ?>) null);
        run.log(new BrokenMap());
        run.close();
        run.log(Map.of("late", 1));
        run.defineMetric(MetricDefinition.of("late"));
        run.summary().set("late", 1);
    }

    @Test
    void endsWithAnExitRecordThatSaysHow() throws IOException {
        assertThatThrownBy(() -> Wandb.run(settings().build(), run -> {
                    throw new IllegalStateException("boom");
                }))
                .hasMessage("boom");
        assertThat(records(RecordTypeCase.EXIT).get(0).getExit().getExitCode()).isEqualTo(1);
    }

    @Test
    void recordsNothingWhenDisabled() throws IOException {
        try (Run run = Wandb.init(settings().mode(Mode.DISABLED).build())) {
            run.log(Map.of("loss", 1));
            run.rename("x");
            assertThat(run.summary().get("loss")).isEqualTo(1L);
        }
        try (var files = Files.list(dir)) {
            assertThat(files).isEmpty();
        }
    }

    private Run start() {
        return Wandb.init(settings().build());
    }

    private Settings.Builder settings() {
        return Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true);
    }

    private List<Map<String, String>> rows() throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Record record : records(RecordTypeCase.HISTORY)) {
            Map<String, String> row = new LinkedHashMap<>();
            for (HistoryItem item : record.getHistory().getItemList()) {
                assertThat(Json.read(item.getValueJson())).isNotNull();
                row.put(String.join(".", item.getNestedKeyList()), item.getValueJson());
            }
            assertThat(row)
                    .containsEntry(
                            "_step", Long.toString(record.getHistory().getStep().getNum()));
            rows.add(row);
        }
        return rows;
    }

    private List<Record> records(RecordTypeCase kind) throws IOException {
        Path log;
        try (var files = Files.walk(dir.resolve("wandb").toRealPath())) {
            log = files.filter(file -> file.toString().endsWith(".wandb"))
                    .findFirst()
                    .orElseThrow();
        }
        List<Record> records = new ArrayList<>();
        try (LogReader reader = LogReader.open(log)) {
            for (Optional<Record> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (next.get().getRecordTypeCase() == kind) {
                    records.add(next.get());
                }
            }
        }
        return records;
    }

    private static final class BrokenMap extends java.util.AbstractMap<String, Object> {
        @Override
        public java.util.Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("broken");
        }
    }
}
