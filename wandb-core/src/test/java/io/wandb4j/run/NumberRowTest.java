package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.NumberRow;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberRowTest {
    @TempDir
    Path dir;

    @Test
    void isLoggedAsAMapOfTheSameNumbersIs() throws IOException {
        NumberRow numbers = new NumberRow()
                .put("loss", 0.1)
                .put("count", Long.MAX_VALUE)
                .put("nan", Double.NaN)
                .put("a.b/c", -0.0);
        try (Run run = start()) {
            run.log(numbers);
            run.log(numbers.toMap());
            assertThat(run.step()).isEqualTo(2);
        }
        assertThat(withoutTime(rows().get(0)))
                .containsExactly(
                        entry("loss", "0.1"),
                        entry("count", "9223372036854775807"),
                        entry("nan", "NaN"),
                        entry("a.b/c", "-0.0"));
        assertThat(withoutTime(rows().get(1))).isEqualTo(withoutTime(rows().get(0)));
    }

    @Test
    void canBeFilledAgainWithOtherKeysAndMoreOfThem() throws IOException {
        NumberRow row = new NumberRow();
        try (Run run = start()) {
            run.log(row.put("a", 1).put("b", 2.5));
            run.log(row.clear().put("b", 3));
            row.clear();
            for (int i = 0; i < 100; i++) {
                row.put("m" + i, i);
            }
            run.log(row);
            assertThat(run.summary().get("m99")).isEqualTo(99L);
        }
        assertThat(withoutTime(rows().get(0))).containsOnly(entry("a", "1"), entry("b", "2.5"));
        assertThat(withoutTime(rows().get(1))).containsOnly(entry("b", "3"));
        assertThat(withoutTime(rows().get(2))).hasSize(100).containsEntry("m99", "99");
    }

    @Test
    void takesTheLaterOfTwoNumbersAndTheCallersTime() throws IOException {
        try (Run run = start()) {
            run.log(new NumberRow().put("a", 1).put("a", 2).put("_timestamp", 1e9));
        }
        assertThat(rows().get(0)).containsEntry("a", "2").containsEntry("_timestamp", "1.0E9");
    }

    @Test
    void goesIntoARowThatIsOpen() throws IOException {
        try (Run run = start()) {
            run.log(Map.of("text", "x"), false);
            run.log(new NumberRow().put("a", 1));
        }
        assertThat(rows()).hasSize(1);
        assertThat(rows().get(0)).containsEntry("text", "\"x\"").containsEntry("a", "1");
    }

    @Test
    void completesTheStepMetricsOfRowsWhoeverLoggedThem() throws IOException {
        NumberRow row = new NumberRow();
        try (Run run = start()) {
            run.defineMetric(MetricDefinition.of("epoch"));
            run.defineMetric(MetricDefinition.of("val/*").withStep("epoch"));
            run.log(row.put("epoch", 4));
            run.log(row.clear().put("val/loss", 0.5));
            run.log(row.clear().put("val/loss", 0.25));
            run.log(Map.of("epoch", 5));
            run.log(row);
            run.defineMetric(MetricDefinition.of("turn"));
            run.defineMetric(MetricDefinition.of("val/loss").withStep("turn"));
            run.log(row);
        }
        assertThat(rows().stream().map(logged -> logged.get("epoch"))).containsExactly("4", "4", "4", "5", "5", null);
        assertThat(rows().get(5)).containsEntry("turn", "0");
    }

    @Test
    void isIgnoredWhereThereIsNothingInIt() throws IOException {
        try (Run run = start()) {
            run.log(new NumberRow());
            run.log((NumberRow) null);
            assertThat(run.step()).isZero();
        }
        assertThat(rows()).isEmpty();
    }

    private Run start() {
        return Run.start(
                Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true).build());
    }

    private static Map<String, String> withoutTime(Map<String, String> row) {
        Map<String, String> rest = new LinkedHashMap<>(row);
        rest.keySet().removeIf(key -> key.startsWith("_"));
        return rest;
    }

    private List<Map<String, String>> rows() throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (LogReader log = LogReader.open(log())) {
            for (Optional<Record> next = log.next(); next.isPresent(); next = log.next()) {
                if (next.get().hasHistory()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (HistoryItem item : next.get().getHistory().getItemList()) {
                        row.put(String.join(".", item.getNestedKeyList()), item.getValueJson());
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private Path log() throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("wandb").toRealPath())) {
            return files.filter(file -> file.toString().endsWith(".wandb"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
