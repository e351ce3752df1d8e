package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import io.wandb4j.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of rows whose {@code log()} had returned when the process is killed.
 *
 * <p>The number of rounds is a system property; the profile {@code soak} sets the full one.
 */
class KillTest {
    private static final long SEED = Long.getLong("wandb4j.soak.seed", 20261122);
    private static final int ROUNDS = Integer.getInteger("wandb4j.soak.kills", 8);
    private static final int ONLINE_ROUNDS = Integer.getInteger("wandb4j.soak.kills.online", 4);
    private static final int OFFICIAL_ROUNDS = Integer.getInteger("wandb4j.soak.kills.official", 2);
    private static final int AT_A_TIME = 80; // logs on disk until they are read

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    @Test
    void everyClosedRowIsInTheLogOfAKilledProcess() throws Exception {
        Killer killer = new Killer(dir, Killer.java(Victim.class), Map.of("WANDB_MODE", "offline"));
        KillTally tally = new KillTally("wandb4j");
        for (List<Round> rounds : parts(Round.draw(ROUNDS, SEED))) {
            killer.kill(rounds);
            for (Round round : rounds) {
                KilledLog log = KilledLog.of(killer.folder(round));
                assertNothingLost(round, log);
                tally.add(round, log);
            }
            assertReadAlikeByOthers(killer, rounds);
            forget(killer, rounds);
        }
        tally.write("kill-test.md", "");
    }

    @Test
    void whatTheServerLacksOfAKilledRunComesWithALaterSync() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            Killer killer = new Killer(
                    dir,
                    Killer.java(Victim.class),
                    Map.of("WANDB_BASE_URL", server.url(), "WANDB_API_KEY", server.apiKey()));
            KillTally tally = new KillTally("wandb4j online");
            long sentLater = 0;
            for (List<Round> rounds : parts(Round.draw(ONLINE_ROUNDS, SEED))) {
                killer.kill(rounds);
                for (Round round : rounds) {
                    KilledLog log = KilledLog.of(killer.folder(round));
                    assertNothingLost(round, log);
                    tally.add(round, log);
                    sentLater += assertSyncCompletes(round, killer.folder(round), server);
                }
                forget(killer, rounds);
            }
            tally.write("kill-test-online.md", sentLater + " of these rows were sent by the sync");
        }
    }

    /** The official client beside it: figures, no claim. */
    @Test
    void theOfficialClientIsKilledTheSameWay() throws Exception {
        PythonClient python = PythonClient.offline(dir);
        Killer killer = new Killer(dir, python.command("victim.py"), Map.of("WANDB_MODE", "offline"));
        KillTally tally = new KillTally("wandb 0.30.0");
        for (List<Round> rounds : parts(Round.draw(OFFICIAL_ROUNDS, SEED))) {
            killer.kill(rounds);
            for (Round round : rounds) {
                tally.add(round, KilledLog.of(killer.folder(round)));
            }
            forget(killer, rounds);
        }
        tally.write("kill-test-official.md", "");
    }

    private static void assertNothingLost(Round round, KilledLog log) {
        assertThat(log.torn()).as("%s: torn rows, %s", round, log).isZero();
        assertThat(log.broken()).as("%s: broken places, %s", round, log).isZero();
        assertThat(log.missing() == 0 || round.steps() && log.lastIsOpen())
                .as("%s: missing rows, %s", round, log)
                .isTrue();
        assertThat(log.recovered() - log.printed() + log.missing())
                .as("%s: rows that no call logged, %s", round, log)
                .isBetween(0, round.threads());
    }

    /** How many rows the sync had to send. */
    private long assertSyncCompletes(Round round, Path folder, LocalServer server) throws IOException {
        Settings settings = Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .cacheDir(dir.resolve("cache"))
                .dataDir(dir.resolve("data"))
                .build();
        Path log = KilledLog.logIn(folder);

        SyncResult result =
                Sync.with(settings).send(RunLogs.find(log.getParent()).get(0));

        // A call that did not return may have left half a row, which is told.
        if (!result.complete()) {
            assertThat(result.problems())
                    .as("%s: %s", round, result)
                    .singleElement()
                    .asString()
                    .contains("within a record");
        }
        Map<String, String> run = RunSnapshot.of(server, "killed", "victim-" + round.number());
        assertThat(run).as("%s", round).containsEntry("run.state", "\"failed\"");
        assertThat(RunSnapshot.historyOf(run).equals(RunSnapshot.historyOf(log)))
                .as("%s: the history is the log's, %s", round, result)
                .isTrue();
        return result.rowsSent();
    }

    /** The same logs through the official client's own classes. */
    private void assertReadAlikeByOthers(Killer killer, List<Round> rounds) throws Exception {
        Optional<PythonClient> python = PythonClient.find(dir);
        if (python.isEmpty()) {
            return;
        }
        List<String> folders =
                rounds.stream().map(round -> killer.folder(round).toString()).toList();
        String printed = python.get().run("read_killed.py", folders.toArray(String[]::new));
        List<JsonNode> reports = new ArrayList<>();
        for (String line : printed.lines().filter(line -> line.startsWith("{")).toList()) {
            reports.add(JSON.readTree(line));
        }
        assertThat(reports).hasSameSizeAs(rounds);
        for (int i = 0; i < reports.size(); i++) {
            KilledLog log = KilledLog.of(killer.folder(rounds.get(i)));
            assertThat(JSON.treeToValue(reports.get(i), KilledLog.class))
                    .as("%s", rounds.get(i))
                    .isEqualTo(log);
        }
    }

    private static List<List<Round>> parts(List<Round> rounds) {
        List<List<Round>> parts = new ArrayList<>();
        for (int from = 0; from < rounds.size(); from += AT_A_TIME) {
            parts.add(rounds.subList(from, Math.min(rounds.size(), from + AT_A_TIME)));
        }
        return parts;
    }

    private static void forget(Killer killer, List<Round> rounds) throws IOException {
        for (Round round : rounds) {
            killer.forget(round);
        }
    }
}
