package io.wandb4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.sweep.KeptRun;
import io.wandb4j.internal.sweep.KeptSweep;
import io.wandb4j.internal.sweep.SweepFile;
import io.wandb4j.run.Run;
import io.wandb4j.run.RunFunction;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.AgentReport.Ending;
import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.space.OneOf;
import io.wandb4j.sweeps.space.Range;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class LocalControllerTest {
    private static final String GRID =
            "{method: grid, metric: {name: loss}, parameters: {x: {values: [1, 2, 3, 4, 5]}}}";

    private final Queue<Integer> seen = new ConcurrentLinkedQueue<>();

    @TempDir
    Path dir;

    @Test
    void handsOutEveryPointOfAGridOnceToThreeThreads() {
        Sweep sweep = sweep(GRID);
        AgentReport report = agent(sweep, this::logX).threads(3).run();
        assertThat(report).isEqualTo(new AgentReport(sweep.id(), 5, 0, 0, Ending.SWEEP_DONE, List.of()));
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(kept(sweep).over()).isTrue();
        assertThat(kept(sweep).runs()).extracting(KeptRun::state).containsOnly(RunState.FINISHED);
    }

    private record HyperParams(
            @Range(min = 1e-4, max = 1, log = true) double learningRate,
            @OneOf({"32", "64", "128"}) int batchSize) {}

    @ParameterizedTest
    @CsvSource({
        "random, 'hyperband, min_iter: 1'",
        "bayes, 'hyperband, min_iter: 1'",
        "bayes-ard, 'asha, min_iter: 1'",
        "tpe, 'median, min_iter: 1'",
        "cma-es, 'hyperband, max_iter: 9, s: 2'"
    })
    void searchesByWhatEarlierRunsOfAllThreadsDidAndKeepsTheCap(String method, String rule) {
        Sweep sweep = sweep("""
                method: %s
                run_cap: 13
                metric: {name: loss, goal: minimize}
                early_terminate: {type: %s}
                parameters:
                  learning_rate: {distribution: log_uniform_values, min: 0.0001, max: 1.0}
                  batch_size: {values: [32, 64, 128]}
                """.formatted(method, rule));
        Queue<HyperParams> tried = new ConcurrentLinkedQueue<>();
        SweepFunction<HyperParams> train = (run, values) -> {
            tried.add(values);
            for (int epoch = 1; epoch <= 9 && !run.isStopped(); epoch++) {
                run.log(Map.of("loss", Math.abs(Math.log10(values.learningRate()) + 2) / epoch));
            }
        };
        AgentReport report = Agent.of(sweep.path(), HyperParams.class, train)
                .with(settings())
                .threads(4)
                .run();
        assertThat(report.runs()).isEqualTo(13);
        assertThat(report.failed()).isZero();
        assertThat(tried).hasSize(13);
        assertThat(kept(sweep).runs()).hasSize(13).filteredOn(KeptRun::stopped).hasSize(report.stopped());
    }

    @Test
    void stopsARunThatHyperbandFindsBadAndKeepsThat() {
        Sweep sweep = sweep("""
                method: grid
                metric: {name: loss, goal: minimize}
                early_terminate: {type: hyperband, min_iter: 3, eta: 2}
                parameters: {x: {values: [1, 2, 9]}}
                """);
        AgentReport report = agent(sweep, run -> {
                    for (int epoch = 1; epoch <= 8 && !run.isStopped(); epoch++) {
                        logX(run);
                    }
                })
                .run();
        assertThat(report).isEqualTo(new AgentReport(sweep.id(), 2, 0, 1, Ending.SWEEP_DONE, List.of()));
        assertThat(seen).filteredOn(x -> x == 9).hasSize(3);
        KeptRun bad = kept(sweep).runs().get(2);
        assertThat(bad.stopped()).isTrue();
        assertThat(bad.state()).isEqualTo(RunState.FINISHED);
        assertThat(kept(sweep).runs()).filteredOn(KeptRun::stopped).containsExactly(bad);
    }

    @Test
    void goesOnAfterARunThatFailed() {
        Sweep sweep = sweep(GRID);
        AgentReport report = agent(sweep, run -> {
                    logX(run);
                    if (run.config().getInt("x") == 2) {
                        throw new IllegalStateException("2 is not to be had");
                    }
                })
                .threads(2)
                .run();
        assertThat(report).isEqualTo(new AgentReport(sweep.id(), 4, 1, 0, Ending.SWEEP_DONE, List.of()));
        assertThat(kept(sweep).runs())
                .filteredOn(run -> run.state() == RunState.FAILED)
                .extracting(KeptRun::values)
                .containsExactly(Map.of("x", Map.of("value", 2)));
    }

    @Test
    void endsAllThreadsWhenTheFirstRunsAllFail() {
        AgentReport report = agent(sweep(GRID), run -> {
                    throw new IllegalStateException("no data");
                })
                .threads(2)
                .run();
        assertThat(report.failed()).isBetween(3, 4);
        assertThat(report.ending()).isEqualTo(Ending.TOO_MANY_FAILURES);
    }

    @Test
    void doesSoManyRunsInAllThreadsTogetherAndTheRestAnotherTime() {
        Sweep sweep = sweep(GRID);
        AgentReport first = agent(sweep, this::logX).threads(2).count(3).run();
        assertThat(first.runs()).isEqualTo(3);
        assertThat(first.ending()).isEqualTo(Ending.COUNT_REACHED);
        assertThat(kept(sweep).over()).isFalse();
        AgentReport second = agent(sweep, this::logX).run();
        assertThat(second.runs()).isEqualTo(2);
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(agent(sweep, this::logX).run().runs()).isZero();
    }

    @Test
    void endsWhenARunReachesTheTarget() {
        Sweep sweep = sweep("""
                {method: grid, metric: {name: loss, target: 2}, parameters: {x: {values: [5, 4, 2, 1]}}}
                """);
        assertThat(agent(sweep, this::logX).run().runs()).isEqualTo(3);
        assertThat(kept(sweep).over()).isTrue();
    }

    @Test
    void givesARunThatNeverBeganToAnotherAndCallsOneThatBrokeOffCrashed() {
        Sweep sweep = sweep(GRID);
        agent(sweep, this::logX).count(1).run();
        Settings offline = settings().toBuilder().sweepId(sweep.id()).build();
        try (Run brokenOff = Run.start(offline.toBuilder().id("broken").build())) {
            brokenOff.log(Map.of("loss", 3));
            file(sweep).change(before -> before.plus(left("broken", 2)).plus(left("lost", 3))); // their agent is dead
            AgentReport report = agent(sweep, this::logX).run();
            assertThat(report.runs()).isEqualTo(3);
        }
        assertThat(seen).containsExactlyInAnyOrder(1, 3, 4, 5);
        assertThat(kept(sweep).run("broken").orElseThrow().state()).isEqualTo(RunState.CRASHED);
        assertThat(kept(sweep).run("lost").orElseThrow().state()).isEqualTo(RunState.FINISHED);
        assertThat(kept(sweep).over()).isTrue();
    }

    @Test
    void leavesARunToTheAgentThatHasIt() throws InterruptedException {
        Sweep sweep = sweep("{method: grid, parameters: {x: {values: [1, 2]}}}");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread other = new Thread(() -> agent(sweep, run -> {
                    begun.countDown();
                    end.await();
                })
                .run());
        other.start();
        begun.await();
        assertThat(agent(sweep, this::logX).run().runs()).isOne();
        assertThat(kept(sweep).over()).isFalse();
        end.countDown();
        other.join();
        assertThat(seen).containsExactly(2);
        assertThat(kept(sweep).over()).isTrue();
    }

    @Test
    void leavesWhenItsThreadIsInterrupted() throws InterruptedException {
        Sweep sweep = sweep(GRID);
        CountDownLatch begun = new CountDownLatch(2);
        AgentReport[] report = new AgentReport[1];
        Thread agent = new Thread(() -> report[0] = agent(sweep, run -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                })
                .threads(2)
                .run());
        agent.start();
        begun.await();
        agent.interrupt();
        agent.join();
        assertThat(report[0].ending()).isEqualTo(Ending.INTERRUPTED);
        assertThat(report[0].failed()).isEqualTo(2);
    }

    @Test
    void goesOnWithTheSweepOfAnIdThatWasChosen() {
        Settings named = settings().toBuilder().sweepId("nightly").build();
        Sweep first = Sweep.create(SweepConfig.parse(GRID), named);
        agent(first, this::logX).count(2).run();
        Sweep again = Sweep.create(SweepConfig.parse(GRID), named);
        assertThat(again).isEqualTo(first);
        assertThat(agent(again, this::logX).run().runs()).isEqualTo(3);
        assertThatThrownBy(
                        () -> Sweep.create(SweepConfig.parse("{method: random, parameters: {x: {value: 1}}}"), named))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nightly", "another config");
    }

    @Test
    void saysWhatIsWrongWithABrokenFileAndWithAMissingOne() throws Exception {
        Sweep sweep = sweep(GRID);
        String whole = Files.readString(file(sweep).path());
        for (String broken :
                List.of("", "{", "{}", "[1]", "null", whole.replace("grid", "gird"), whole.replace("runs", "run"))) {
            Files.writeString(file(sweep).path(), broken);
            assertThatThrownBy(() -> agent(sweep, this::logX).run())
                    .as(broken)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(
                            "cannot read the sweep in", file(sweep).path().toString(), "remove the file");
        }
        assertThatThrownBy(
                        () -> Agent.of("nowhere", this::logX).with(settings()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no sweep at", "nowhere");
        assertThatThrownBy(() -> Agent.of("..", this::logX).with(settings()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be the id of a sweep");
    }

    private void logX(Run run) {
        seen.add(run.config().getInt("x"));
        run.log(Map.of("loss", run.config().getInt("x")));
    }

    private static KeptRun left(String id, int x) {
        return new KeptRun(id, RunState.RUNNING, false, 77, Map.of("x", Map.of("value", x)));
    }

    private Sweep sweep(String yaml) {
        return Sweep.create(SweepConfig.parse(yaml), settings());
    }

    private Agent agent(Sweep sweep, RunFunction function) {
        return Agent.of(sweep, function).with(settings());
    }

    private KeptSweep kept(Sweep sweep) {
        return file(sweep).read();
    }

    private SweepFile file(Sweep sweep) {
        return SweepFile.of(dir.resolve("wandb"), sweep.id());
    }

    private Settings settings() {
        return Settings.builder()
                .mode(Mode.OFFLINE)
                .project("sweeps")
                .rootDir(dir)
                .silent(true)
                .build();
    }
}
