package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.query.RunQuery;
import io.wandb4j.query.StoredRun;
import io.wandb4j.query.StoredSweep;
import io.wandb4j.query.Values;
import io.wandb4j.run.Run;
import io.wandb4j.run.SavePolicy;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.Parameter;
import io.wandb4j.sweeps.config.SweepConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was logged to the local server is what the query API reads. */
class ReadBackTest {
    private static final int ROWS = 2_345;

    @TempDir
    Path dir;

    private LocalServer server;
    private Api api;

    @BeforeEach
    void start() {
        server = LocalServer.start(dir.resolve("server"));
        api = Api.connect(settings().build());
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @Test
    void aRunComesBackWithConfigSummaryHistoryAndFiles() throws Exception {
        try (Run run = Wandb.init(settings()
                .id("first")
                .name("by name")
                .tags("t1", "t2")
                .group("g")
                .notes("some notes")
                .config("lr", 0.1)
                .config("layers", List.of(64, 64))
                .build())) {
            for (int i = 0; i < ROWS; i++) {
                run.log(Map.of("loss", 1.0 / (i + 1), "i", i, "odd", i == 7 ? Double.NaN : i));
            }
        }

        StoredRun run = api.run("first");

        assertThat(run.path()).isEqualTo(server.entity() + "/read-back/first");
        assertThat(run.name()).isEqualTo("by name");
        assertThat(run.state()).isEqualTo("finished");
        assertThat(run.tags()).containsExactlyInAnyOrder("t1", "t2");
        assertThat(run.details().group()).contains("g");
        assertThat(run.details().notes()).contains("some notes");
        assertThat(run.details().createdAt()).isPresent();
        assertThat(run.config().asMap()).containsOnlyKeys("lr", "layers");
        assertThat(run.config().number("lr")).hasValue(0.1);
        assertThat(run.summary().number("loss")).hasValue(1.0 / ROWS);
        assertThat(run.history(100, "loss")).hasSizeLessThanOrEqualTo(101);
        List<Values> rows = run.scanHistory().toList();
        assertThat(rows).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            assertThat(rows.get(i).integer("_step")).hasValue(i);
            assertThat(rows.get(i).number("loss")).hasValue(1.0 / (i + 1));
        }
        assertThat(rows.get(7).number("odd").orElseThrow()).isNaN();
        assertThat(run.file("config.yaml").download(dir.resolve("files")))
                .content()
                .contains("lr:");
    }

    @Test
    void aSavedFileIsBroughtBackWhereItIsMissing() throws Exception {
        Path notes =
                Files.writeString(Files.createDirectories(dir.resolve("work")).resolve("notes.txt"), "mine");
        Path elsewhere = dir.resolve("elsewhere");
        try (Run run = Wandb.init(settings().id("saving").build())) {
            run.save(notes, dir, SavePolicy.END);
        }

        try (Run run = Wandb.init(settings().id("restoring").build())) {
            assertThat(run.restore("work/notes.txt")).isEmpty();
            Path back =
                    run.restore("work/notes.txt", "saving", false, elsewhere).orElseThrow();
            assertThat(back)
                    .isEqualTo(elsewhere.resolve("work/notes.txt"))
                    .content()
                    .isEqualTo("mine");
            Files.writeString(back, "changed");
            assertThat(run.restore("work/notes.txt", "saving", false, elsewhere).orElseThrow())
                    .content()
                    .isEqualTo("changed");
            assertThat(run.restore("work/notes.txt", "saving", true, elsewhere).orElseThrow())
                    .content()
                    .isEqualTo("mine");
        }
    }

    @Test
    void runsAreFilteredAndOrdered() {
        for (int i = 0; i < 4; i++) {
            try (Run run = Wandb.init(settings().id("r" + i).config("i", i).build())) {
                run.log(Map.of("score", (i * 3) % 4));
            }
        }

        assertThat(api.project("read-back").entity()).isEqualTo(server.entity());
        assertThat(api.runs("read-back").map(StoredRun::id)).containsExactly("r0", "r1", "r2", "r3");
        assertThat(api.runs("read-back", RunQuery.all().orderBy("-summary_metrics.score"))
                        .map(StoredRun::id))
                .containsExactly("r1", "r2", "r3", "r0");
        assertThat(api.runs("read-back", RunQuery.all().where(Map.of("config.i.value", Map.of("$gt", 1))))
                        .map(StoredRun::id))
                .containsExactly("r2", "r3");
    }

    @Test
    void aSweepComesBackWithItsRunsAndTheBestOfThem() {
        SweepConfig config = SweepConfig.builder()
                .method(Method.GRID)
                .metric("score", Goal.MAXIMIZE)
                .parameter("x", Parameter.values(1, 2, 3))
                .build();
        Sweep sweep = Wandb.sweep(config, settings().build());
        Agent.of(
                        sweep.path(),
                        run -> run.log(Map.of("score", -Math.abs(run.config().getInt("x") - 2))))
                .with(settings().build())
                .run();

        StoredSweep stored = api.sweep(sweep.path());

        assertThat(stored.state()).isEqualTo("FINISHED");
        assertThat(stored.config().text("method")).contains("grid");
        assertThat(stored.runs().map(StoredRun::sweepId)).hasSize(3).containsOnly(Optional.of(sweep.id()));
        assertThat(stored.bestRun().orElseThrow().config().integer("x")).hasValue(2);
    }

    private Settings.Builder settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("read-back")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .artifactDir(dir.resolve("artifacts"))
                .silent(true);
    }
}
