package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLog;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import io.wandb4j.sync.SyncResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps without a server, and what a server shows of them once they are synced. */
@Timeout(600)
class OfflineSweepTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    /** The whole way: no network at all, then one sweep on the server, as the official client reads it. */
    @Test
    void becomesOneSweepOfTheServerWithItsRunsAndTheStoppedOnesMarked() throws Exception {
        List<String> isolated = isolated();
        List<String> printed = finish(program(isolated));
        assertThat(printed).contains("network " + isolated.isEmpty());
        assertThat(printed.get(printed.size() - 1)).startsWith("done 20 ").endsWith(" failed 0");
        List<JsonNode> runs = new ArrayList<>();
        keptSweep().path("runs").forEach(runs::add);
        List<String> stopped = runs.stream()
                .filter(run -> run.path("stopped").asBoolean())
                .map(run -> run.path("id").asText())
                .toList();
        assertThat(stopped).as("Hyperband stops some of them").isNotEmpty().hasSizeLessThan(OfflineSweepProgram.RUNS);
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            syncTwiceInParts(server);
            PythonClient python = PythonClient.of(server, Files.createDirectories(dir.resolve("home")));
            String told = python.run("read_offline_sweep.py", "offline-sweeps");
            JsonNode seen = JSON.readTree(told.lines()
                    .filter(line -> line.startsWith("{"))
                    .findFirst()
                    .orElseThrow());
            assertThat(seen.path("sweeps").size()).isOne();
            assertThat(seen.path("state").asText()).isEqualTo("FINISHED");
            assertThat(seen.path("runs").size()).isEqualTo(OfflineSweepProgram.RUNS);
            assertThat(texts(seen.path("stopped"))).containsExactlyInAnyOrderElementsOf(stopped);
            assertThat(texts(seen.path("states"))).containsOnly("finished");
            assertThat(seen.path("best").asDouble()).isEqualTo(best(seen.path("runs")));
            for (JsonNode run : seen.path("runs")) {
                assertThat(run.path("rows").asInt())
                        .isBetween(3, OfflineSweepProgram.EPOCHS)
                        .isEqualTo(run.path("epochs").asInt());
            }
        }
    }

    @Test
    void goesOnAfterItsProcessWasKilledBesideAnotherThatLives() throws Exception {
        Process killed = program(List.of());
        Process other = program(List.of());
        try (BufferedReader output = killed.inputReader(UTF_8)) {
            assertThat(output.lines().anyMatch(line -> line.startsWith("run ")))
                    .as("its first run ends")
                    .isTrue();
            killed.destroyForcibly().waitFor();
        }
        finish(other);
        finish(program(List.of()));
        JsonNode sweep = keptSweep();
        assertThat(sweep.path("state").asText()).isEqualTo("FINISHED");
        assertThat(sweep.path("runs").size()).isEqualTo(OfflineSweepProgram.RUNS);
        assertThat(sweep.path("runs").findValuesAsText("state"))
                .containsAnyOf("finished")
                .doesNotContain("running", "pending");
        assertThat(sweep.path("runs").findValues("values")).doesNotHaveDuplicates();
        assertThat(RunLogs.find(dir.resolve("wandb")))
                .extracting(RunLog::runId)
                .containsExactlyInAnyOrderElementsOf(sweep.path("runs").findValuesAsText("id"));
    }

    private void syncTwiceInParts(LocalServer server) {
        Settings settings = Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .silent(true)
                .build();
        List<RunLog> logs = RunLogs.find(dir.resolve("wandb"));
        for (List<RunLog> part : List.of(logs.subList(0, 3), logs.subList(3, logs.size()), logs)) {
            Sync sync = Sync.with(settings);
            assertThat(part.parallelStream().map(sync::send)).allMatch(SyncResult::complete);
        }
    }

    /** The command in front of a program that leaves it no network; where that cannot be had, what is unroutable has to do. */
    private List<String> isolated() throws IOException, InterruptedException {
        List<String> unshare = List.of("unshare", "-rn");
        List<String> probe = new ArrayList<>(unshare);
        probe.add("true");
        try {
            if (new ProcessBuilder(probe).start().waitFor() == 0) {
                return unshare;
            }
        } catch (IOException e) {
            System.err.println("there is no unshare here: " + e.getMessage());
        }
        System.err.println(
                "no empty network namespace can be had: the sweep runs with an address that leads nowhere instead");
        return List.of();
    }

    private Process program(List<String> before) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(Killer.java(OfflineSweepProgram.class));
        command.add(dir.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(dir.resolve("errors").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_"));
        builder.environment().putAll(Map.of("HOME", dir.toString(), "WANDB_BASE_URL", "http://192.0.2.1"));
        return builder.start();
    }

    private List<String> finish(Process program) throws IOException, InterruptedException {
        try (BufferedReader output = program.inputReader(UTF_8)) {
            List<String> printed = output.lines().toList();
            assertThat(program.waitFor())
                    .as("%s%n%s", printed, Files.readString(dir.resolve("errors")))
                    .isZero();
            return printed;
        }
    }

    private JsonNode keptSweep() throws IOException {
        return JSON.readTree(Files.readString(dir.resolve("wandb/sweep-" + OfflineSweepProgram.SWEEP + "/sweep.json")));
    }

    private static double best(JsonNode runs) {
        double best = Double.POSITIVE_INFINITY;
        for (JsonNode run : runs) {
            best = Math.min(best, run.path("loss").asDouble());
        }
        return best;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
