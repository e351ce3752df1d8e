package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps whose agents and server are killed at random: by turns a grid, and a random search with a cap.
 *
 * <p>Few by default; the profile {@code soak} takes 20 sweeps of 50 runs with 4 agents each.
 */
class SweepRoughHandlingTest {
    private static final int SWEEPS = Integer.getInteger("wandb4j.soak.rough.sweeps", 1);
    private static final int RUNS = Integer.getInteger("wandb4j.soak.rough.runs", 9);
    private static final int AGENTS = Integer.getInteger("wandb4j.soak.rough.agents", 3);
    private static final int CRASH_TIMEOUT_SECONDS = Integer.getInteger("wandb4j.soak.rough.patience", 10);
    private static final long SEED = Long.getLong("wandb4j.soak.rough.seed", 20261122);

    @TempDir
    Path dir;

    @Test
    void losesNoConfigurationAndRunsNoneTwice() throws Exception {
        try (ServerProcess server = ServerProcess.start(dir.resolve("server"), CRASH_TIMEOUT_SECONDS)) {
            Settings settings =
                    server.settings().project("rough").rootDir(dir).silent(true).build();
            for (int i = 0; i < SWEEPS; i++) {
                long begin = System.nanoTime();
                Sweep sweep = Sweep.create(SweepConfig.parse(i % 2 == 0 ? grid() : capped()), settings);
                Path folder = Files.createDirectories(dir.resolve("sweep-" + i));
                try (RoughSweep rough = new RoughSweep(server, sweep, folder, RUNS, SEED + i)) {
                    rough.work(AGENTS);
                }
                int resumed = check(sweep, settings, folder, i % 2 == 0);
                System.out.printf(
                        "sweep %d (%s): %d runs, %d of them resumed with rows of a dead agent, %d s%n",
                        i, i % 2 == 0 ? "grid" : "random", RUNS, resumed, (System.nanoTime() - begin) / 1_000_000_000);
            }
        }
    }

    private static String grid() {
        List<Integer> values = IntStream.range(0, RUNS).boxed().toList();
        return "{method: grid, metric: {name: loss}, parameters: {x: {values: " + values + "}}}";
    }

    private static String capped() {
        return "{method: random, metric: {name: loss}, run_cap: " + RUNS + ", parameters: {x: {min: 0.0, max: 1.0}}}";
    }

    /** How many runs began with one agent and ended with another. */
    private static int check(Sweep sweep, Settings settings, Path folder, boolean isGrid) {
        try (Api api = Api.connect(settings)) {
            List<StoredRun> runs = api.sweep(sweep.path()).runs().toList();
            List<Double> points = runs.stream()
                    .map(run -> run.config().number("x").orElseThrow())
                    .toList();
            assertThat(points)
                    .as("configurations of %s", sweep.path())
                    .hasSize(RUNS)
                    .doesNotHaveDuplicates();
            if (isGrid) {
                assertThat(points)
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, RUNS)
                                .mapToObj(x -> (double) x)
                                .toList());
            }
            assertThat(runs).allSatisfy(run -> assertThat(run.state())
                    .as(() -> "state of " + run + "; its agents said:\n" + said(folder, run.id()))
                    .isEqualTo("finished"));
            List<Long> steps = LongStream.range(0, RoughAgent.ROWS).boxed().toList();
            assertThat(runs).allSatisfy(run -> assertThat(run.scanHistory("_step")
                            .map(row -> (long) row.number("_step").orElseThrow()))
                    .containsExactlyElementsOf(steps));
            return (int) runs.stream()
                    .filter(run -> run.summary().number("resumed_at").isPresent())
                    .count();
        }
    }

    /** What the agents wrote from where they name a run on. */
    private static String said(Path folder, String run) {
        StringBuilder said = new StringBuilder();
        try (Stream<Path> agents = Files.list(folder)) {
            for (Path agent : agents.sorted().toList()) {
                String output = Files.readString(agent.resolve("output"));
                int from = output.indexOf(run);
                said.append(from < 0 ? "" : agent + ": " + output.substring(from) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said.toString();
    }
}
