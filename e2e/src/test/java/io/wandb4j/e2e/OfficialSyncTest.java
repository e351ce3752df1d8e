package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import io.wandb4j.sync.SyncResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the official {@code wandb sync} sends of a log is what Java sends, whoever wrote the log. */
class OfficialSyncTest {
    private static final int SHOWN = 60;

    private static final String CONFIG = "(config|file\\.config\\.yaml)\\._wandb\\.value";
    private static final String SUMMARY = "(summary|file\\.wandb-summary\\.json)";
    private static final String METADATA = "file\\.wandb-metadata\\.json";

    /** Leaves that may differ, and why. */
    private static final List<Exclusion> EXCLUSIONS = List.of(
            new Exclusion("wall-clock time", "(history\\.\\d+|" + SUMMARY + ")\\._(timestamp|runtime)"),
            new Exclusion("wall-clock time", SUMMARY + "\\._wandb\\.runtime"),
            new Exclusion("wall-clock time", "historyKeys\\.keys\\._(timestamp|runtime)\\.previousValue"),
            new Exclusion("wall-clock time", METADATA + "\\.startedAt"),
            new Exclusion(
                    "wall-clock time: the official sync gives its own to console lines", "console\\.\\d+\\.timestamp"),
            new Exclusion("how full the disk is changes with time", METADATA + "\\.disk\\..*\\.used"),
            new Exclusion("writer id", METADATA + "\\.writerId"),
            new Exclusion("wall-clock time", CONFIG + "\\.e\\.0\\.startedAt"),
            new Exclusion("how full the disk is changes with time", CONFIG + "\\.e\\.0\\.disk\\..*\\.used"),
            new Exclusion("writer id", CONFIG + "\\.e\\.0\\.writerId"),
            new Exclusion(
                    "what the official client has no field for, so that its sync leaves it out",
                    "(" + METADATA + "|" + CONFIG + "\\.e\\.0)\\.(container|java\\..*)"),
            new Exclusion(
                    "the account's address, which only the server knows",
                    "(" + METADATA + "|" + CONFIG + "\\.e\\.0)\\.email"),
            new Exclusion("sync telemetry: the run was offline, and synced", CONFIG + "\\.t\\.3\\.flag (4|76)"),
            new Exclusion("sync telemetry: the version of the sending program", CONFIG + "\\.t\\.12"),
            new Exclusion("syncing program", "run\\.program"),
            new Exclusion(
                    "ids that a client draws for the artifact of a table",
                    "(history\\.\\d+|" + SUMMARY + ")\\.words\\.(artifact_path|_latest_artifact_path)"),
            new Exclusion(
                    "where the official client uploads an entry from, and whether it keeps it, is no part of the digest",
                    "artifact\\..*\\.manifest\\.contents\\..*\\.(local_path|skip_cache)"));

    @TempDir
    Path dir;

    @Test
    void aRunLoggedOfflineAndSyncedOfficiallyEqualsTheRunLoggedOnline() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            PythonClient python = PythonClient.of(server, dir);
            EveryKind.log(Wandb.init(settings(server, "live").build()));
            Run offline =
                    Wandb.init(settings(server, "synced").mode(Mode.OFFLINE).build());
            EveryKind.log(offline);

            String printed = python.wandb("sync", offline.dir().orElseThrow().toString());

            assertThat(printed).contains("Finished syncing");
            assertEqual(RunSnapshot.of(server, "live", "every-kind"), RunSnapshot.of(server, "synced", "every-kind"));
        }
    }

    @Test
    void aRunOfTheOfficialClientSyncedByUsEqualsTheSameRunSyncedOfficially() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            PythonClient python = PythonClient.of(server, dir);
            Path folder = logByOthers(python);
            python.wandb("sync", folder.toString());

            SyncResult result = Sync.with(settings(server, "unused").build())
                    .project("ours")
                    .send(RunLogs.find(folder).get(0));

            assertThat(result.complete()).as("%s", result).isTrue();
            assertEqual(
                    RunSnapshot.of(server, "from-python", "every-kind"), RunSnapshot.of(server, "ours", "every-kind"));
        }
    }

    @Test
    void theLogOfAKilledRunIsSyncedUpToItsLastRow() throws Exception {
        Round round = new Round(0, 100, 2, false, false, 1_500);
        Killer killer = new Killer(dir, Killer.java(Victim.class), Map.of("WANDB_MODE", "offline"));
        killer.kill(List.of(round));
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            Path log = KilledLog.logIn(killer.folder(round));

            PythonClient.of(server, dir).wandb("sync", log.getParent().toString());

            Map<String, String> run = RunSnapshot.of(server, "killed", "victim-0");
            assertThat(run).containsEntry("run.state", "\"failed\"");
            assertThat(RunSnapshot.historyOf(run)).isNotEmpty().isEqualTo(RunSnapshot.historyOf(log));
        }
    }

    @Test
    void aLogThatIsStillGrowingCanBeSyncedAtAnyMoment() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                Run run = Wandb.init(
                        settings(server, "growing").mode(Mode.OFFLINE).build())) {
            PythonClient python = PythonClient.of(server, dir);
            AtomicBoolean done = new AtomicBoolean();
            Thread training = new Thread(() -> {
                for (int i = 0; !done.get(); i++) {
                    run.log(Map.of("i", i, "text", "x".repeat(i % 1000)));
                    LockSupport.parkNanos(1_000_000);
                }
            });
            training.start();
            while (run.step() < 100) {
                Thread.onSpinWait();
            }
            String folder = run.dir().orElseThrow().toString();
            String first = python.wandb("sync", folder);
            Map<String, String> before = RunSnapshot.historyOf(RunSnapshot.of(server, "growing", run.id()));
            String second = python.wandb("sync", "--include-synced", "--id", "second", folder);
            done.set(true);
            training.join();

            assertThat(first + second).doesNotContain("Failed", "ERROR");
            assertThat(before).isNotEmpty();
            Map<String, String> after = RunSnapshot.historyOf(RunSnapshot.of(server, "growing", "second"));
            assertThat(after).containsAllEntriesOf(before);
            assertThat(RunSnapshot.historyOf(RunLog.file(run))).containsAllEntriesOf(after);
        }
    }

    /** The folder of an offline run of the official client. */
    private Path logByOthers(PythonClient python) throws Exception {
        String printed = python.run(
                "every_kind.py", Files.createDirectories(dir.resolve("python")).toString());
        String json =
                printed.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
        return Path.of(new ObjectMapper().readTree(json).path("folder").asText());
    }

    private static void assertEqual(Map<String, String> expected, Map<String, String> actual) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> paths = new TreeSet<>(expected.keySet());
        paths.addAll(actual.keySet());
        for (String path : paths) {
            String wanted = expected.get(path);
            String got = actual.get(path);
            if ((wanted == null || !wanted.equals(got)) && EXCLUSIONS.stream().noneMatch(e -> e.covers(path))) {
                differences.add(path + ": " + wanted + " became " + got);
            }
        }
        assertThat(differences.size() > SHOWN ? differences.subList(0, SHOWN) : differences)
                .as("%s of %s leaves differ", differences.size(), paths.size())
                .isEmpty();
    }

    private Settings.Builder settings(LocalServer server, String project) {
        return EveryKind.settings()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project(project)
                .rootDir(dir.resolve("java"))
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"));
    }

    private record Exclusion(String reason, String path) {
        boolean covers(String leaf) {
            return Pattern.matches(path, leaf);
        }
    }
}
