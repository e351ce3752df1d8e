package io.wandb4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.run.Run;
import io.wandb4j.run.ScriptedServer;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.SyncResult.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncTest {
    private static final String HISTORY = "wandb-history.jsonl";

    @TempDir
    Path dir;

    private ScriptedServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void sendsAllThatAnOfflineRunLogged() {
        try (Run run = offline("abc")) {
            run.config().set("epochs", 3);
            run.defineMetric(MetricDefinition.of("loss").withStep("epoch"));
            log(run, 0, 50);
            run.summary().set("best", 0.25);
            run.rename("renamed");
            run.tags(List.of("a", "b"));
            run.notes("some notes");
        }
        RunLog log = found();
        assertThat(log.offline()).isTrue();
        assertThat(log.synced() || log.sent() || log.writing()).isFalse();
        assertThat(log.path()).isEqualTo("test/abc");

        SyncResult result = sync().send(log);

        assertThat(result.end()).isEqualTo(End.ENDED);
        assertThat(result.complete()).isTrue();
        assertThat(result.rowsSent()).isEqualTo(50);
        assertThat(result.problems()).isEmpty();
        assertThat(result.path()).isEqualTo("me/test/abc");
        assertThat(result.url()).isEqualTo(server.url() + "/me/test/runs/abc");
        assertThat(steps()).isEqualTo(steps(0, 50));
        assertThat(last().path("exitcode").asInt(-1)).isZero();
        JsonNode summary = Json.read(server.lines("wandb-summary.json").get(0));
        assertThat(summary.path("best").asDouble()).isEqualTo(0.25);
        assertThat(summary.path("i").asInt()).isEqualTo(49);
        JsonNode names = server.upserts().stream()
                .filter(upsert -> upsert.path("displayName").asText().equals("renamed"))
                .findFirst()
                .orElseThrow();
        assertThat(names.path("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(names.path("notes").asText()).isEqualTo("some notes");
        JsonNode config = Json.read(
                server.upserts().get(server.upserts().size() - 1).path("config").asText());
        assertThat(config.at("/epochs/value").asInt()).isEqualTo(3);
        assertThat(config.at("/_wandb/value/m/0/1").asText()).isEqualTo("loss");
        assertThat(config.at("/_wandb/value/t/3").toString()).contains("4").contains("76");
        assertThat(server.uploads())
                .contains("/put/wandb-metadata.json", "/put/config.yaml", "/put/wandb-summary.json");
        assertThat(log.folder().resolve("run-abc.wandb.synced")).isEmptyFile();
        assertThat(found().synced()).isTrue();
    }

    @Test
    void changesNothingWhenItIsRepeated() {
        try (Run run = offline("abc")) {
            log(run, 0, 20);
        }
        sync().send(found());
        SyncResult again = sync().send(found());
        assertThat(again.rowsSent()).isZero();
        assertThat(again.complete()).isTrue();
        assertThat(steps()).isEqualTo(steps(0, 20));
    }

    @Test
    void doublesNothingWhenAProcessDiesBetweenTheServersStoreAndItsOwn() throws IOException {
        try (Run run = offline("abc")) {
            log(run, 0, 20);
        }
        RunLog log = found();
        Path progress = log.folder().resolve("run-abc.wandb.progress");
        Path before = dir.resolve("progress-before");
        server.answerStream(body -> {
            copy(progress, before); // what is stored while the server has the rows and the process does not know it
            return ScriptedServer.json("{}");
        });
        sync().send(log);
        int requests = server.fileStream().size();
        copy(before, progress);

        SyncResult again = sync().send(log);

        assertThat(again.rowsSent()).isEqualTo(20);
        assertThat(server.fileStream().size()).isGreaterThan(requests);
        assertThat(server.fileStream()
                        .get(requests)
                        .at("/files/" + HISTORY + "/offset")
                        .asInt(-1))
                .isZero();
        assertThat(steps()).isEqualTo(steps(0, 20));
    }

    @Test
    void doublesNothingWhenTheProgressIsLost() throws IOException {
        try (Run run = offline("abc")) {
            log(run, 0, 20);
        }
        sync().send(found());
        Files.delete(found().folder().resolve("run-abc.wandb.progress"));
        historyBeginsWith(server.lines(HISTORY).get(0));
        sync().send(found());
        assertThat(steps()).isEqualTo(steps(0, 20));
    }

    @Test
    void keepsTheRowsThatAnotherLogOfTheSameRunBrought() throws IOException {
        try (Run run = offline("abc")) {
            log(run, 0, 20);
        }
        RunLog first = found();
        sync().send(first);
        try (Run run = offline("abc")) {
            log(run, 20, 30);
        }
        historyBeginsWith(server.lines(HISTORY).get(0));
        RunLog second = RunLogs.find(RunLogs.folder(dir)).stream()
                .filter(log -> !log.folder().equals(first.folder()))
                .findFirst()
                .orElseThrow();

        sync().send(second);
        sync().send(second);

        assertThat(steps()).isEqualTo(steps(0, 30));
    }

    @Test
    void endsARunWhoseProcessDiedAsFailed() throws IOException {
        died("abc", 20);
        SyncResult result = sync().send(found());
        assertThat(result.end()).isEqualTo(End.DIED);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(last().path("complete").asBoolean()).isTrue();
        assertThat(last().path("exitcode").asInt()).isEqualTo(1);
        assertThat(steps()).isEqualTo(steps(0, 20));
    }

    @Test
    void doesNotCallALogSyncedThatEndsWithinARecord() throws IOException {
        died("abc", 20);
        Path file = found().file();
        byte[] all = Files.readAllBytes(file);
        int size = all.length; // less the zeros that a killed process leaves
        while (all[size - 1] == 0) {
            size--;
        }
        Files.write(file, Arrays.copyOf(all, size - 1));

        SyncResult cut = sync().send(found());

        assertThat(cut.end()).isEqualTo(End.DIED);
        assertThat(cut.complete()).isFalse();
        assertThat(cut.problems()).hasSize(1).first().asString().startsWith("the log ends within a record");
        assertThat(found().synced()).isFalse();
        assertThat(steps()).isEqualTo(steps(0, 19));

        Files.write(file, all);
        assertThat(sync().send(found()).complete()).isTrue();
        assertThat(found().synced()).isTrue();
        assertThat(steps()).isEqualTo(steps(0, 20));
    }

    @Test
    void sendsWhatIsThereOfARunThatIsStillWritten() {
        Run run = offline("abc");
        log(run, 0, 10);
        assertThat(found().writing()).isTrue();
        SyncResult part = sync().send(found());
        assertThat(part.end()).isEqualTo(End.STILL_WRITTEN);
        assertThat(part.complete()).isFalse();
        assertThat(server.fileStream()).noneMatch(body -> body.has("complete"));
        assertThat(steps()).isEqualTo(steps(0, 10));
        assertThat(found().synced()).isFalse();

        log(run, 10, 30);
        run.close();
        SyncResult rest = sync().send(found());
        assertThat(rest.rowsSent()).isEqualTo(20);
        assertThat(rest.end()).isEqualTo(End.ENDED);
        assertThat(steps()).isEqualTo(steps(0, 30));
    }

    @Test
    void followsARunToItsEnd() throws Exception {
        Run run = offline("abc");
        log(run, 0, 10);
        CountDownLatch begun = new CountDownLatch(1);
        Sync sync = sync().follow(true).onProgress(progress -> {
            if (progress.rowsSent() == 10) {
                begun.countDown();
            }
        });
        RunLog log = found();
        CompletableFuture<SyncResult> result = CompletableFuture.supplyAsync(() -> sync.send(log));
        begun.await();
        log(run, 10, 40);
        run.close();
        assertThat(result.get().end()).isEqualTo(End.ENDED);
        assertThat(steps()).isEqualTo(steps(0, 40));
    }

    @Test
    void tellsThatTheServerIsAwayAndBack() {
        try (Run run = offline("abc")) {
            log(run, 0, 3);
        }
        List<String> told = new ArrayList<>();
        server.answerStream(body -> {
            server.answerStream(later -> ScriptedServer.json("{}"));
            return new MockResponse.Builder()
                    .code(429)
                    .addHeader("Retry-After", "0")
                    .build();
        });

        sync().onOutage(told::add).onRecovery(() -> told.add("back")).send(found());

        assertThat(told).containsExactly(server.url() + ": HTTP 429", "back");
    }

    @Test
    void refusesARunWhoseProgressCannotBeKept() throws IOException {
        try (Run run = offline("abc")) {
            log(run, 0, 3);
        }
        Path progress = found().folder().resolve("run-abc.wandb.progress");
        Files.delete(progress);
        Files.createDirectory(progress);

        assertThatThrownBy(() -> sync().send(found()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageEndingWith("make the folder writable, or sync a copy of it");
    }

    @Test
    void refusesARunThatItsOwnProcessSends() {
        try (Run run = Wandb.init(settings("abc").mode(Mode.ONLINE).build())) {
            log(run, 0, 1);
            assertThatThrownBy(() -> sync().send(found()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("run abc is being sent by another process");
        }
        assertThat(found().sent()).isTrue();
        assertThat(found().synced()).isFalse();
    }

    @ParameterizedTest(name = "HTTP {0}")
    @ValueSource(ints = {400, 401, 403, 404})
    void completesARunThatTheServerRefused(int status) {
        server.answerStream(body -> ScriptedServer.status(status));
        Run run = Wandb.init(settings("abc").mode(Mode.ONLINE).build());
        log(run, 0, 10);
        run.close();
        assertThat(server.fileStream()).isEmpty();
        assertThat(found().sent()).isFalse();
        assertThatThrownBy(() -> sync().send(found())).isInstanceOf(WandbException.class);

        server.answerStream(body -> ScriptedServer.json("{}"));
        SyncResult result = sync().send(found());
        assertThat(result.end()).isEqualTo(End.ENDED);
        assertThat(result.exitCode()).isZero();
        assertThat(steps()).isEqualTo(steps(0, 10));
    }

    @Test
    void appendsToTheRunThatItIsRedirectedTo() {
        try (Run run = offline("first")) {
            log(run, 0, 5);
        }
        sync().id("other").project("elsewhere").send(found());
        assertThat(server.upserts().get(0).path("name").asText()).isEqualTo("other");
        assertThat(server.upserts().get(0).path("project").asText()).isEqualTo("elsewhere");
        try (Run run =
                Wandb.init(settings("second").rootDir(dir.resolve("second")).build())) {
            log(run, 0, 7);
        }
        RunLog second = RunLogs.find(RunLogs.folder(dir.resolve("second"))).get(0);
        sync().id("other").project("elsewhere").send(second);
        sync().id("other").project("elsewhere").send(second);
        List<Integer> both = new ArrayList<>(steps(0, 5));
        both.addAll(steps(0, 7));
        assertThat(steps()).isEqualTo(both);
    }

    @Test
    void sendsAgainWhatTheServerLost() {
        try (Run run = offline("abc")) {
            log(run, 0, 5);
        }
        sync().send(found());
        server.fileStream().clear();
        assertThat(sync().send(found()).rowsSent()).isEqualTo(5);
        assertThat(steps()).isEqualTo(steps(0, 5));
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        try (Run run = offline("abc")) {
            log(run, 0, 100);
        }
        List<SyncProgress> seen = new ArrayList<>();
        sync().onProgress(seen::add).markSynced(false).send(found());
        SyncProgress end = seen.get(seen.size() - 1);
        assertThat(end.rowsSent()).isEqualTo(100);
        assertThat(end.bytesRead()).isEqualTo(Files.size(found().file())).isEqualTo(end.bytes());
        assertThat(found().synced()).isFalse();
        assertThat(found().sent()).isTrue();
    }

    @Test
    void sendsWhatCanBeReadOfABrokenLogAndSaysSo() throws IOException {
        try (Run run = offline("abc")) {
            log(run, 0, 3000);
        }
        byte[] bytes = Files.readAllBytes(found().file());
        bytes[100_000] ^= 1;
        Files.write(found().file(), bytes);
        SyncResult result = sync().send(found());
        assertThat(result.problems()).hasSize(1).first().asString().contains("the log is broken");
        assertThat(result.complete()).isFalse();
        assertThat(result.rowsSent()).isBetween(2000L, 2999L);
        assertThat(found().synced()).isFalse();
    }

    @Test
    void saysWhatIsNoLog() throws IOException {
        Path none = dir.resolve("missing");
        assertThatThrownBy(() -> RunLogs.find(none))
                .isInstanceOf(UsageException.class)
                .hasMessage("File does not exist: " + none);
        Path text = Files.writeString(dir.resolve("run-x.wandb"), "some text");
        RunLog log = RunLogs.find(text).get(0);
        assertThat(log.runId()).isEqualTo("x");
        assertThat(log.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("is not a transaction log"));
        assertThatThrownBy(() -> sync().send(log)).hasMessageContaining("is not a transaction log");
        assertThat(RunLogs.find(Files.createDirectory(dir.resolve("empty")))).isEmpty();
    }

    /** A log that ends with its last row, as a killed process leaves it: what is known of the machine later is left out. */
    private void died(String id, int rows) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("wandb"));
        Files.writeString(folder.resolve("settings"), "[default]\nx_save_requirements = false\n");
        Run run = Wandb.init(
                settings(id).disableMachineInfo(true).disableStats(true).build());
        log(run, 0, rows);
        RunLog log = found();
        byte[] bytes = Files.readAllBytes(log.file());
        run.close();
        Files.write(log.file(), bytes);
    }

    private static void log(Run run, int from, int to) {
        for (int i = from; i < to; i++) {
            run.log(Map.of("i", i, "loss", 1.0 / (i + 1)));
        }
    }

    private void historyBeginsWith(String row) {
        server.answer("HistoryPage", "{\"project\":{\"run\":{\"history\":[" + Json.write(row) + "]}}}");
    }

    private List<Integer> steps() {
        return server.lines(HISTORY).stream()
                .map(line -> Json.read(line).path("i").asInt(-1))
                .toList();
    }

    private static List<Integer> steps(int from, int to) {
        return java.util.stream.IntStream.range(from, to).boxed().toList();
    }

    private JsonNode last() {
        return server.fileStream().get(server.fileStream().size() - 1);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunLog found() {
        return RunLogs.find(RunLogs.folder(dir)).get(0);
    }

    private Run offline(String id) {
        return Wandb.init(settings(id).build());
    }

    private Sync sync() {
        return Sync.with(settings("unused").build());
    }

    private Settings.Builder settings(String id) {
        return Settings.builder()
                .mode(Mode.OFFLINE)
                .baseUrl(server.url())
                .apiKey("0123456789".repeat(4))
                .project("test")
                .id(id)
                .rootDir(dir)
                .silent(true);
    }
}
