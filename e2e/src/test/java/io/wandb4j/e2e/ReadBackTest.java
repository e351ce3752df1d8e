package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.query.ConsoleLine;
import io.wandb4j.query.RunChange;
import io.wandb4j.query.RunField;
import io.wandb4j.query.RunFilter;
import io.wandb4j.query.RunQuery;
import io.wandb4j.query.StoredFile;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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
    void systemMetricsAndConsoleLinesComeBackAsTheyWere() {
        AtomicInteger samples = new AtomicInteger();
        try (Run run = Wandb.init(
                settings().id("watched").statsInterval(Duration.ofMillis(100)).build())) {
            run.addSystemMetric("queue.length", samples::incrementAndGet);
            System.out.println("epoch 1 ü 😀");
            System.err.println("look out");
            System.out.print("10 %\r100 %\n");
            run.writeLogs("whole");
            await(() -> samples.get() > 3);
        }
        StoredRun run = api.run("watched");

        assertThat(run.console().map(line -> line.number() + (line.isError() ? " error " : " ") + line.text()))
                .containsExactly("0 epoch 1 ü 😀", "1 error look out", "2 100 %", "3 whole");
        assertThat(run.console().map(line -> line.timestamp().orElseThrow()))
                .allMatch(time -> Duration.between(time, Instant.now()).abs().compareTo(Duration.ofHours(1)) < 0);
        assertThat(run.console(2)).extracting(ConsoleLine::text).containsExactly("100 %", "whole");
        List<Values> metrics = run.systemMetrics();
        assertThat(metrics).anySatisfy(sample -> assertThat(sample.asMap())
                .containsKeys("_runtime", "_timestamp", "system.cpu", "system.jvm.heap.usedMB"));
        assertThat(metrics.stream()
                        .map(sample -> sample.integer("system.queue.length"))
                        .filter(OptionalLong::isPresent)
                        .map(OptionalLong::getAsLong))
                .startsWith(1L, 2L, 3L);
        assertThat(run.systemMetrics(2)).hasSizeLessThanOrEqualTo(2);
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
    void aPartOfTheHistoryIsStreamed() {
        try (Run run = Wandb.init(settings().id("long").build())) {
            for (int i = 0; i < ROWS; i++) {
                run.log(i % 3 == 0 ? Map.of("a", i, "b", -i) : Map.of("a", i));
            }
        }
        StoredRun run = api.run("long");

        assertThat(run.scanHistory(10, 13).map(row -> row.integer("a").orElseThrow()))
                .containsExactly(10L, 11L, 12L);
        List<Values> both = run.scanHistory("a", "b").toList();
        assertThat(both).hasSize((ROWS + 2) / 3);
        assertThat(both.get(5).asMap()).isEqualTo(Map.of("_step", 15, "a", 15, "b", -15));
        assertThat(run.scanHistory(2_000, 2_005, "b")
                        .map(row -> row.integer("_step").orElseThrow()))
                .containsExactly(2_001L, 2_004L);
        assertThat(run.scanHistory("nothing")).isEmpty();
    }

    @Test
    void runsAreFoundByTypedFilters() {
        for (int i = 0; i < 4; i++) {
            try (Run run = Wandb.init(settings()
                    .id("f" + i)
                    .group("g" + i % 2)
                    .tags("t" + i)
                    .config("lr", i / 10.0)
                    .build())) {
                run.log(Map.of("loss", i));
                run.finish(i % 2);
            }
        }

        assertThat(found(RunField.config("lr").greaterThan(0.1))).containsExactly("f2", "f3");
        assertThat(found(RunField.config("lr").atMost(0.1).and(RunField.STATE.is("finished"))))
                .containsExactly("f0");
        assertThat(found(RunField.TAGS.in("t1", "t3").or(RunField.ID.is("f0")))).containsExactly("f0", "f1", "f3");
        assertThat(found(RunField.GROUP.is("g1").not())).containsExactly("f0", "f2");
        assertThat(found(RunField.ID.matches("[23]$"))).containsExactly("f2", "f3");
        assertThat(found(RunField.summary("none").exists())).isEmpty();
        assertThat(found(RunField.CREATED_AT.lessThan(Instant.now()))).hasSize(4);
        assertThat(found(RunFilter.ofJson("{\"state\": {\"$ne\": \"finished\"}}")))
                .containsExactly("f1", "f3");
        assertThat(api.runs("read-back", RunQuery.all().descending(RunField.summary("loss")))
                        .map(StoredRun::id))
                .containsExactly("f3", "f2", "f1", "f0");
        assertThatThrownBy(() -> RunFilter.ofJson("[1]"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("JSON object");
    }

    @Test
    void aRunIsChangedStoppedAndDeletedFromOutside() {
        Settings settings = settings().id("changing").config("lr", 0.1).build();
        try (Run run = Wandb.init(settings)) {
            run.log(Map.of("loss", 1));
            StoredRun stored = api.run("changing");
            StoredRun changed = stored.change(RunChange.none()
                    .name("other")
                    .notes("told")
                    .tags(List.of("x", "y"))
                    .group("g")
                    .jobType("eval")
                    .config("lr", 0.5)
                    .config("more", Map.of("a", List.of(1, 2))));
            assertThat(changed.name()).isEqualTo("other");
            assertThat(changed.tags()).containsExactlyInAnyOrder("x", "y");
            assertThat(changed.details().notes()).contains("told");
            assertThat(changed.details().group()).contains("g");
            assertThat(changed.details().jobType()).contains("eval");
            assertThat(changed.config().asMap()).isEqualTo(Map.of("lr", 0.5, "more", Map.of("a", List.of(1, 2))));
            stored.stop();
            run.log(Map.of("loss", 2)); // the server's answer to that tells the run
            await(run::isStopped);
        }
        StoredRun over = api.run("changing")
                .change(RunChange.none()
                        .summary("chosen", 7)
                        .withoutSummary("loss")
                        .withoutConfig("more"));
        assertThat(over.summary().integer("chosen")).hasValue(7);
        assertThat(over.summary().get("loss")).isEmpty();
        assertThat(over.name()).isEqualTo("other");
        over.file("config.yaml").delete();
        assertThat(over.files().map(StoredFile::name))
                .doesNotContain("config.yaml")
                .isNotEmpty();
        over.delete(true);
        assertThatThrownBy(() -> api.run("changing")).isInstanceOf(UsageException.class);
    }

    private List<String> found(RunFilter filter) {
        return api.runs("read-back", RunQuery.all().where(filter))
                .map(StoredRun::id)
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
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
