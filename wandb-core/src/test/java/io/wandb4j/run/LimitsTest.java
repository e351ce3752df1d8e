package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.Record.RecordTypeCase;
import io.wandb4j.media.Image;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Kind;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What training must not notice, and what must be told, at the edges of what can be logged and written. */
class LimitsTest {
    @TempDir
    Path dir;

    @Test
    void aRowThatIsTooLongForTheServerIsSkippedAndToldAndTheOthersArrive() throws IOException {
        try (ScriptedServer server = new ScriptedServer()) {
            Run run = Wandb.init(online(server));
            run.log(Map.of("i", 0));
            run.log(Map.of("i", 1, "text", "x".repeat(10_400_000)));
            run.log(Map.of("i", 2, "text", "ü".repeat(5_200_000)));
            run.log(Map.of("i", 3));
            run.close();
            assertThat(server.lines("wandb-history.jsonl"))
                    .hasSize(2)
                    .satisfies(lines -> assertThat(lines.get(0)).contains("\"i\":0"))
                    .satisfies(lines -> assertThat(lines.get(1)).contains("\"i\":3"));
            assertThat(told(run))
                    .containsOnlyOnce("Skipped uploading run.log() data that exceeded size limit (10400")
                    .containsOnlyOnce("> 10383360).")
                    .contains("Skipped 2 rows in all that exceeded the size limit.");
            assertThat(rows(run)).hasSize(4);
        }
    }

    @Test
    void aRowMayHaveAHundredThousandKeys() throws IOException {
        Map<String, Integer> row = new HashMap<>();
        IntStream.range(0, 100_000).forEach(i -> row.put("metric/" + i, i));
        try (Run run = start()) {
            run.log(row);
            run.log(row);
            run.log(Map.of("small", 1));
            assertThat(rows(run).stream().map(Map::size)).containsExactly(100_003, 100_003, 4);
        }
    }

    @Test
    void aKeyMayHaveAnyLength() throws IOException {
        double longest = -Double.MIN_NORMAL;
        try (Run run = start()) {
            for (int length = 1; length < 300; length++) {
                run.log(Map.of("k".repeat(length), longest));
            }
            List<Map<String, String>> rows = rows(run);
            for (int length = 1; length < 300; length++) {
                assertThat(rows.get(length - 1)).containsEntry("k".repeat(length), Double.toString(longest));
            }
        }
    }

    @Test
    void aRunMayHaveAHundredThousandKeysWithoutSlowingDown() throws IOException {
        try (Run run = start()) {
            for (int i = 0; i < 100_000; i++) {
                run.log(Map.of("metric/" + i, i));
            }
            assertThat(run.step()).isEqualTo(100_000);
            assertThat(run.summary().toMap()).hasSize(100_003).containsEntry("metric/99999", 99_999L);
            assertThat(Files.size(log(run))).isLessThan(50_000_000);
        }
    }

    @Test
    void aRowMayHaveAHundredThousandKeysHalfOfThemUnderAGlob() throws IOException {
        Map<String, Integer> row = new HashMap<>();
        IntStream.range(0, 50_000).forEach(i -> {
            row.put("val/" + i, i);
            row.put("train/" + i, i);
        });
        try (Run run = start()) {
            run.defineMetric(MetricDefinition.of("val/*").withSummary(Kind.MAX));
            for (int i = 0; i < 5; i++) {
                row.put("val/new" + i, i); // each is one definition more
                run.log(row);
            }
            assertThat(rows(run)).hasSize(5);
            assertThat(run.summary().get("val/new4")).isEqualTo(Map.of("max", 4.0));
        }
    }

    @Test
    void aMetricMayBeNamedLikeAPath() throws IOException {
        Map<String, Integer> row = new LinkedHashMap<>();
        List<String> names = List.of("../x", "a/b", ".", "..", "", "a.b", "/etc/passwd", "a\\b", "ü\n\"", "\0");
        names.forEach(name -> row.put(name, names.indexOf(name)));
        try (Run run = start()) {
            run.defineMetric(MetricDefinition.of("a.b").withSummary(Kind.MAX));
            run.log(row);
            assertThat(rows(run).get(0)).containsAllEntriesOf(texts(row));
            assertThat(run.summary().get("../x")).isEqualTo(0L);
        }
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("wandb");
        }
    }

    @Test
    void aKeyMayBeAValueNowAndAMapThen() throws IOException {
        try (Run run = start()) {
            run.log(Map.of("a", 1), 0);
            run.log(Map.of("a", Map.of("b", 2, "c", Map.of("d", 3))), 0);
            run.log(Map.of("a", 4), 1);
            run.log(Map.of("a", Map.of("b", 5)), 2);
            run.log(Map.of("a", 6), 2);
            run.log(Map.of("end", 1), 3);
            assertThat(rows(run).get(0))
                    .containsEntry("a.b", "2")
                    .containsEntry("a.c.d", "3")
                    .doesNotContainKey("a");
            assertThat(rows(run).get(1)).containsEntry("a", "4").doesNotContainKey("a.b");
            assertThat(rows(run).get(2)).containsEntry("a", "6").doesNotContainKey("a.b");
            assertThat(run.summary().get("a")).isEqualTo(6L);
        }
    }

    @Test
    void takesNanAndInfinitiesEverywhere() throws IOException {
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        try (Run run = Wandb.init(settings()
                .config("nan", Double.NaN)
                .config("list", List.of(Float.NaN, Double.POSITIVE_INFINITY))
                .build())) {
            run.defineMetric(MetricDefinition.of("reduced").withSummary(Kind.MIN, Kind.MEAN));
            run.config().set("infinite", Double.NEGATIVE_INFINITY);
            run.log(Map.of("x", Double.NaN, "list", odd, "nested", Map.of("y", Float.POSITIVE_INFINITY)));
            run.log(Map.of("reduced", 1));
            run.log(Map.of("reduced", Double.NaN));
            run.summary().set("best", Double.POSITIVE_INFINITY).set("none", Double.NaN);
            assertThat(rows(run).get(0))
                    .containsEntry("x", "NaN")
                    .containsEntry("list", "[NaN,Infinity,-Infinity]")
                    .containsEntry("nested.y", "Infinity");
            assertThat(run.summary().get("x")).isEqualTo(Double.NaN);
            assertThat(run.summary().get("reduced")).isEqualTo(Map.of("min", Double.NaN, "mean", Double.NaN));
        }
    }

    @Test
    void aClockThatStepsBackOnlyShowsInTheTimestamps() throws IOException {
        try (Run run = start()) {
            run.log(Map.of("_timestamp", 2e9, "i", 0));
            run.log(Map.of("_timestamp", 1e9, "i", 1));
            List<Map<String, String>> rows = rows(run);
            assertThat(rows.get(1)).containsEntry("_timestamp", "1.0E9").containsEntry("_step", "1");
            assertThat(Double.parseDouble(String.valueOf(rows.get(1).get("_runtime"))))
                    .isGreaterThanOrEqualTo(
                            Double.parseDouble(String.valueOf(rows.get(0).get("_runtime"))));
        }
    }

    @Test
    void aRowThatLogsIntoItsOwnRunWhileItIsReadIsToldInsteadOfWaitingForItself() {
        Run run = start();
        run.log(new AbstractMap<String, Object>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                run.log(Map.of("inner", 1));
                return Set.of(Map.entry("outer", 1));
            }
        });
        run.close();
        assertThat(run.losses()).singleElement().asString().endsWith("row(s) that could not be read");
        assertThat(run.summary().get("outer")).isEqualTo(1L);
    }

    @Test
    void keepsNothingThatTheCallerMayStillChange() throws IOException {
        double[] array = {1};
        List<Object> list = new ArrayList<>(List.of(1));
        StringBuilder text = new StringBuilder("a");
        Map<String, Object> nested = new HashMap<>(Map.of("x", 1));
        Map<String, Object> row = new HashMap<>(Map.of("array", array, "list", list, "text", text, "nested", nested));
        try (Run run = start()) {
            run.log(row, false);
            array[0] = 2;
            list.add(2);
            text.append("b");
            nested.put("x", 2);
            row.clear();
            run.log(Map.of("end", 1));
            assertThat(rows(run).get(0))
                    .containsEntry("array", "[1.0]")
                    .containsEntry("list", "[1]")
                    .containsEntry("text", "\"a\"")
                    .containsEntry("nested.x", "1");
        }
    }

    @Test
    void aMapThatBreaksOffLeavesNothingForTheNextRow() throws IOException {
        try (Run run = start()) {
            run.log(new HashMap<String, Object>(Map.of("read", 1)) {
                private static final long serialVersionUID = 1;

                @Override
                public void forEach(BiConsumer<? super String, ? super Object> action) {
                    super.forEach(action);
                    throw new ConcurrentModificationException();
                }
            });
            run.log(Map.of("next", 2));
            assertThat(rows(run)).hasSize(2);
            assertThat(rows(run).get(0)).containsEntry("read", "1").containsKey("_timestamp");
            assertThat(rows(run).get(1)).containsEntry("_step", "1").doesNotContainKey("read");
        }
    }

    @Test
    void aValueThatCannotBeReadCostsNoOther() throws IOException {
        Map<String, Object> itself = new HashMap<>(Map.of("inner", 1));
        itself.put("itself", itself);
        List<Object> list = new ArrayList<>();
        list.add(list);
        try (Run run = start()) {
            run.log(Map.of("broken", new Broken(), "list", list, "fine", 1));
            run.log(itself);
            run.summary().set("itself", itself).set("broken", new Broken());
            run.log(Map.of("next", 2));
            assertThat(rows(run).get(0)).containsEntry("fine", "1").hasSize(4);
            assertThat(rows(run).get(1)).containsEntry("next", "2").hasSize(4);
            assertThat(run.losses())
                    .containsExactly(
                            "Lost 1 row(s) that could not be read",
                            "Lost 1 value(s) of \"list\" that cannot be logged",
                            "Lost 1 value(s) of the summary",
                            "Lost 2 value(s) of \"broken\" that cannot be logged");
        }
    }

    @Test
    void aPathIsText() throws IOException {
        try (Run run = start()) {
            run.log(Map.of("place", Path.of("place.txt")));
            assertThat(rows(run).get(0)).containsEntry("place", "\"place.txt\"");
        }
    }

    @Test
    void aKeyWithAStarMayFallUnderAGlob() throws IOException {
        try (Run run = start()) {
            run.defineMetric(MetricDefinition.of("*").withSummary(Kind.MAX));
            run.log(Map.of("a*b", 3, "", 1));
            run.log(Map.of("a*b", 2));
            assertThat(rows(run)).hasSize(2);
            assertThat(run.summary().get("a*b")).isEqualTo(Map.of("max", 3.0));
        }
    }

    @Test
    void keepsMediaOfInterruptedThreads() throws IOException {
        try (Run run = start()) {
            Thread.currentThread().interrupt();
            int[][] pixels = new int[1200][1200];
            Random random = new Random(1);
            for (int[] line : pixels) {
                Arrays.setAll(line, i -> random.nextInt(256));
            }
            run.log(Map.of("small", Image.of(new int[][] {{1}}), "large", Image.of(pixels)));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(run.losses()).isEmpty();
            assertThat(rows(run).get(0)).containsKeys("small", "large");
        }
    }

    @Test
    void readsAgainWhateverWasLogged() throws IOException {
        BigInteger huge = BigInteger.TEN.pow(1500);
        try (ScriptedServer server = new ScriptedServer()) {
            Run run = Run.start(online(server).toBuilder()
                    .config("huge", huge)
                    .silent(false)
                    .build());
            run.log(Map.of("huge", List.of(huge), "names", List.of(Map.of("x".repeat(60_000), 1)), "loss", 0));
            run.log(Map.of("loss", Double.MAX_VALUE));
            assertThat(run.summary().get("huge")).isEqualTo(List.of(huge));
            run.close();
            assertThat(server.lines("wandb-history.jsonl")).hasSize(2);
        }
    }

    @Test
    void whatComesAfterTheEndIsToldAndNotTakenForAFault() throws IOException {
        Run run = start();
        run.log(new AbstractMap<String, Object>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                run.close();
                return Set.of(Map.entry("late", 1));
            }
        });
        run.config().set("late", 1);
        assertThat(run.losses()).containsExactly("Lost 1 row(s) that came after the end of the run");
        assertThat(told(run))
                .contains("the run has ended: what is changed now is ignored")
                .doesNotContain("recording ended");
        assertThat(rows(run)).isEmpty();
    }

    private static final class Broken implements CharSequence {
        @Override
        public int length() {
            return 1;
        }

        @Override
        public char charAt(int index) {
            return 'x';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return this;
        }

        @Override
        public String toString() {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void manyRunsOfManyThreadsLiveInOneProcess() throws IOException {
        List<Run> runs = Stream.generate(this::start).limit(6).toList();
        IntStream.range(0, 6000).parallel().forEach(i -> runs.get(i % 6).log(Map.of("i", i)));
        for (Run run : runs) {
            List<Map<String, String>> rows = rows(run);
            assertThat(rows).hasSize(1000).allSatisfy(row -> assertThat(
                            Integer.parseInt(String.valueOf(row.get("i"))) % 6)
                    .isEqualTo(runs.indexOf(run)));
            assertThat(rows.stream().map(row -> row.get("_step")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
        }
        runs.forEach(Run::close);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFullDiskEndsTheRecordingButNotTheTraining() throws IOException, InterruptedException {
        String program = "ulimit -f 64; exec \"$0\" -XX:-UsePerfData -cp \"$1\" io.wandb4j.run.LimitsTest \"$2\"";
        Process training = new ProcessBuilder(
                        "bash",
                        "-c",
                        program,
                        ProcessHandle.current().info().command().orElseThrow(),
                        System.getProperty("java.class.path"),
                        dir.toString())
                .redirectErrorStream(true)
                .start();
        String output;
        try (BufferedReader reader = training.inputReader(StandardCharsets.UTF_8)) {
            output = String.join("\n", reader.lines().toList());
        }
        assertThat(training.waitFor()).as(output).isZero();
        assertThat(output).containsOnlyOnce("recording ended").contains("trained to the end");
        long written = rows(onlyLog()).size();
        assertThat(written).isBetween(10L, 4000L);
        assertThat(output).contains("Lost " + (5000 - written) + " row(s)");
    }

    /** A training whose files may not grow. */
    public static void main(String[] args) {
        Run run = Wandb.init(
                Settings.builder().mode(Mode.OFFLINE).rootDir(Path.of(args[0])).build());
        for (int i = 0; i < 5000; i++) {
            run.log(Map.of("i", i));
        }
        run.summary().set("done", true);
        run.close();
        System.out.println("trained to the end");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFolderThatIsDeletedUnderTheRunIsTold() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("wandb"));
        Files.writeString(
                folder.resolve("settings"), "[default]\nx_save_requirements = false\n"); // no file comes meanwhile
        Run run =
                Run.start(settings().disableMachineInfo(true).disableStats(true).build());
        run.log(Map.of("i", 0));
        delete(dir.resolve("wandb"));
        run.log(Map.of("i", 1));
        run.summary().set("x", 1);
        run.close();
        assertThat(run.losses())
                .singleElement()
                .asString()
                .startsWith("Lost 2 row(s): ")
                .endsWith(" was deleted");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeMadeIsRefusedBeforeTrainingBegins() {
        Settings settings = settings().rootDir(Path.of("/proc")).build();
        assertThatThrownBy(() -> Wandb.init(settings))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("/proc/wandb")
                .hasMessageContaining("WANDB_DIR");
    }

    @Test
    void countsEveryKindOfLoss() {
        Run run = start();
        run.log(Map.of("i", 1), 5);
        run.log(Map.of("i", 2), 4);
        run.log(Map.of("i", 2), 3);
        run.log(Map.of("odd", new Object(), "fine", 1), 6);
        run.close();
        assertThat(run.losses())
                .containsExactly(
                        "Lost 1 value(s) of \"odd\" that cannot be logged", "Lost 2 row(s) whose step was in the past");
    }

    private Run start() {
        return Wandb.init(settings().build());
    }

    private Settings.Builder settings() {
        return Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true);
    }

    private Settings online(ScriptedServer server) {
        return settings()
                .mode(Mode.ONLINE)
                .baseUrl(server.url())
                .apiKey("0123456789".repeat(4))
                .build();
    }

    private static String told(Run run) throws IOException {
        return Files.readString(run.dir().orElseThrow().resolve("logs").resolve("debug.log"));
    }

    private static Map<String, String> texts(Map<String, Integer> row) {
        Map<String, String> texts = new HashMap<>();
        row.forEach((key, value) -> texts.put(key, value.toString()));
        return texts;
    }

    private static List<Map<String, String>> rows(Run run) throws IOException {
        return rows(log(run));
    }

    private static Path log(Run run) {
        return run.dir().orElseThrow().resolve("run-" + run.id() + ".wandb");
    }

    private Path onlyLog() throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("wandb"))) {
            return files.filter(file -> file.toString().endsWith(".wandb"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Map<String, String>> rows(Path log) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (LogReader reader = LogReader.open(log)) {
            for (Optional<Record> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (next.get().getRecordTypeCase() == RecordTypeCase.HISTORY) {
                    Map<String, String> row = new HashMap<>();
                    for (HistoryItem item : next.get().getHistory().getItemList()) {
                        row.put(String.join(".", item.getNestedKeyList()), item.getValueJson());
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
