package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.query.StoredSweep;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncRunsTest {
    @TempDir
    Path dir;

    private LocalServer server;
    private Api api;

    @BeforeEach
    void startServer() {
        server = LocalServer.start(dir.resolve("server"));
        api = Api.connect(LocalLogin.at(server));
    }

    @AfterEach
    void stopServer() {
        api.close();
        server.close();
    }

    @Test
    void sendsARunThatWasOffline() {
        Path run = record("one", 10);

        Outcome outcome = sync(run.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err().lines().map(line -> line.replaceFirst("run \\S+ at", "run NAME at")))
                .containsExactly(
                        "wandb: Syncing 1 run(s):",
                        "wandb:   " + run.resolve("run-one.wandb"),
                        "wandb: [test/one] View run NAME at " + server.url() + "/local/test/runs/one",
                        "wandb: [test/one] Finished syncing " + run,
                        "wandb: Synced 1 run(s), 10 row(s).");
        assertThat(stored("test/one").summary().asMap()).containsEntry("i", 9);
        assertThat(run.resolve("run-one.wandb.synced")).exists();
        assertThat(sync(run.toString()).err())
                .isEqualTo("wandb: Skipped 1 synced run(s). Include with --no-skip-synced.\nwandb: No runs to sync.\n");
    }

    @Test
    void sendsAllRunsOnceTheUserAgrees() {
        for (int i = 0; i < 7; i++) {
            record("run" + i, 3);
        }
        try (Input input = Input.of("what\nn\n")) {
            assertThat(sync().err()).endsWith("Sync the listed runs? [y/n] \n").doesNotContain("Finished");
            assertThat(input).isNotNull();
        }
        try (Input input = Input.of("")) {
            assertThat(sync().err()).contains("pass --yes");
            assertThat(input).isNotNull();
        }

        try (Input input = Input.of("yes\n")) {
            Outcome outcome = sync();
            assertThat(outcome.code()).isZero();
            assertThat(outcome.err()).endsWith("wandb: Synced 7 run(s), 21 row(s).\n");
            assertThat(input).isNotNull();
        }
        assertThat(api.runs("test")).hasSize(7);
        assertThat(sync("--yes").err()).contains("Skipped 7 synced run(s)");
    }

    @Test
    void sendsNothingInADryRun() {
        Path run = record("one", 1);

        assertThat(sync("--dry-run").err())
                .isEqualTo("wandb: Would sync 1 run(s):\nwandb:   " + run.resolve("run-one.wandb") + "\n");
        assertThat(run.resolve("run-one.wandb.synced")).doesNotExist();
    }

    @Test
    void sendsElsewhereWithoutAMark() {
        Path run = record("one", 2);

        Outcome outcome = sync("--id", "other", "-p", "elsewhere", "-e", "local", "--no-mark-synced", run.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("[elsewhere/other] Finished syncing " + run);
        assertThat(stored("elsewhere/other").summary().asMap()).containsEntry("i", 1);
        assertThat(run.resolve("run-one.wandb.synced")).doesNotExist();
    }

    @Test
    void sendsTheRunsOfASweepAsOneSweepBeforeItsEndAndAfter() {
        Settings settings = offline("unused").id(null).sweepId("nightly").build();
        Sweep sweep = Sweep.create(
                SweepConfig.parse("{method: grid, metric: {name: loss}, parameters: {x: {values: [1, 2, 3]}}}"),
                settings);
        Agent agent = Agent.of(sweep, run -> run.log(Map.of("loss", run.config().getInt("x"))))
                .with(settings);
        agent.count(2).run();

        assertThat(sync("--yes").err()).endsWith("wandb: Synced 2 run(s), 2 row(s).\n");
        StoredSweep begun = theSweep();
        assertThat(begun.state()).isEqualTo("RUNNING");
        assertThat(begun.runs()).hasSize(2);
        agent.run();
        assertThat(sync("--yes").err()).endsWith("wandb: Synced 1 run(s), 1 row(s).\n");
        StoredSweep ended = theSweep();
        assertThat(ended.id()).isEqualTo(begun.id());
        assertThat(ended.state()).isEqualTo("FINISHED");
        assertThat(ended.runs().map(run -> run.config().number("x").orElseThrow()))
                .containsExactlyInAnyOrder(1.0, 2.0, 3.0);
    }

    private StoredSweep theSweep() {
        Set<Optional<String>> ids = api.runs("test").map(StoredRun::sweepId).collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        return api.sweep("test/" + ids.iterator().next().orElseThrow());
    }

    @Test
    void givesRunsAnotherJobTypeAndOtherTags() {
        Settings settings = offline("one").jobType("draft").tags("old", "kept").build();
        try (Run run = Wandb.init(settings)) {
            run.log(Map.of("i", 1));
            run.tags(List.of("old", "late", "kept"));
        }

        Outcome outcome = sync("--yes", "--job-type", "final", "--replace-tags", "old=new, late = kept");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(stored("test/one").tags()).containsExactlyInAnyOrder("new", "kept");
        assertThat(stored("test/one").details().jobType()).contains("final");
    }

    @Test
    void refusesWhatItDoesNotKnowInOneLine() {
        assertThat(sync("--replace-tags", "old:new"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "wandb4j: Invalid value for option '--replace-tags': 'old:new' is not old=new; see"
                                + " `wandb4j sync --help`\n"));
        assertThat(sync("--sync-tensorboard"))
                .isEqualTo(new Outcome(
                        2, "", "wandb4j: Unknown option: '--sync-tensorboard'; see `wandb4j sync --help`\n"));
    }

    @Test
    void leavesOutRunsThatWereOnlineUnlessTheyAreMeant() throws IOException {
        Path run = record("one", 2);
        Path online = run.resolveSibling(run.getFileName().toString().replace("offline-", ""));
        Files.move(run, online);

        assertThat(sync("--yes").err()).contains("Skipped 1 online run(s). Include with --no-skip-online.");
        assertThat(sync("--yes", "--no-skip-online", "--dry-run").err()).contains("Would sync 1 run(s)");
        assertThat(sync("--yes", "--include-online", "--dry-run").err()).contains("Would sync 1 run(s)");
        assertThat(sync("--yes", "--skip-online", "--dry-run").err()).contains("Skipped 1 online");
        assertThat(sync(online.toString()).err()).contains("Finished syncing");
    }

    @Test
    void marksARunWhoseProcessDiedAsFailed() throws IOException {
        Path run = record("one", 500);
        Path log = run.resolve("run-one.wandb");
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(bytes, bytes.length / 2));

        Outcome outcome = sync(run.toString());

        assertThat(outcome.err()).contains("The process of the run died: the run is marked as failed.");
        assertThat(stored("test/one").state()).isEqualTo("failed");
    }

    @Test
    void saysWhichRunsDidNotArrive() throws IOException {
        Path broken = Files.createDirectories(dir.resolve("wandb/offline-run-20200101_000000-bad"));
        Files.writeString(broken.resolve("run-bad.wandb"), "this is no log");
        Path run = record("one", 1);

        Outcome outcome = sync("--yes");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("wandb: ERROR [bad] ")
                .contains("Finished syncing " + run)
                .endsWith("wandb: Synced 1 run(s), 1 row(s). 1 run(s) could not be synced.\n");
    }

    @Test
    void answersWhereThereIsNothing() {
        assertThat(sync()).isEqualTo(new Outcome(0, "", "wandb: No runs to sync.\n"));
        assertThat(sync(dir.resolve("none").toString()).code()).isEqualTo(2);
        assertThat(sync("-n", "0").code()).isEqualTo(2);
    }

    @Test
    void asksForALogin() {
        Path run = record("one", 1);
        Environment nobody = new Environment(Map.of("WANDB_DIR", dir.toString()), dir, "Linux");

        Outcome outcome = Outcome.of(nobody, "sync", run.toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("No API key configured");
    }

    private StoredRun stored(String path) {
        return api.run(path);
    }

    private Path record(String id, int rows) {
        try (Run run = Wandb.init(offline(id).build())) {
            for (int i = 0; i < rows; i++) {
                run.log(Map.of("i", i));
            }
            return run.dir().orElseThrow();
        }
    }

    private Settings.Builder offline(String id) {
        return Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .project("test")
                .id(id)
                .silent(true);
    }

    private Outcome sync(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "sync";
        System.arraycopy(args, 0, all, 1, args.length);
        Map<String, String> variables =
                Map.of("WANDB_BASE_URL", server.url(), "WANDB_API_KEY", server.apiKey(), "WANDB_DIR", dir.toString());
        return Outcome.of(new Environment(variables, dir, "Linux"), all);
    }
}
