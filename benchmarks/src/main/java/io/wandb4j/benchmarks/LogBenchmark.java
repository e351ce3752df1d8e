package io.wandb4j.benchmarks;

import io.wandb4j.metric.NumberRow;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What {@code log()} costs its caller: p50 and p99 of one call, and rows a second into the log.
 *
 * <p>Offline, so that the figures are those of the training thread; the log is a real file. Every call has other doubles of
 * full length, which is the worst case of their encoding; the keys are constants, as programs have them. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LogBenchmark {
    private static final int PREPARED = 1024;
    private static final String[] KEYS =
            IntStream.range(0, 100).mapToObj(i -> "metric/" + i).toArray(String[]::new);

    @Param({"1", "10", "100"})
    public int scalars;

    private Path dir = Path.of("");
    private List<Map<String, Double>> rows = List.of();
    private Run run = disabled();

    @Setup(Level.Iteration)
    public void start() throws IOException {
        dir = Files.createTempDirectory("wandb-log-benchmark");
        SplittableRandom random = new SplittableRandom(1);
        rows = Stream.generate(() -> row(random)).limit(PREPARED).toList();
        run = Run.start(
                Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true).build());
    }

    @TearDown(Level.Iteration)
    public void finish() throws IOException {
        run.close();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
    public void call(FreshRow fresh) {
        run.log(fresh.row);
    }

    @Benchmark
    @BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
    public void callWithNumbers(FreshNumbers fresh) {
        run.log(fresh.row);
    }

    @Benchmark
    @BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public void rowsPerSecond(Position position) {
        run.log(position.next(rows));
    }

    /** A map made right before each call, as programs do, so that it is in the cache of the processor. */
    @State(Scope.Thread)
    public static class FreshRow {
        private final SplittableRandom random = new SplittableRandom(1);
        private Map<String, Double> row = Map.of();

        @Setup(Level.Invocation)
        public void make(LogBenchmark benchmark) {
            row = benchmark.row(random);
        }
    }

    /** The same numbers without a map. */
    @State(Scope.Thread)
    public static class FreshNumbers {
        private final SplittableRandom random = new SplittableRandom(1);
        private final NumberRow row = new NumberRow();

        @Setup(Level.Invocation)
        public void fill(LogBenchmark benchmark) {
            row.clear();
            for (int i = 0; i < benchmark.scalars; i++) {
                row.put(KEYS[i], random.nextDouble());
            }
        }
    }

    /** Where a thread is in the prepared rows. */
    @State(Scope.Thread)
    public static class Position {
        private int next;

        Map<String, Double> next(List<Map<String, Double>> rows) {
            return rows.get(next++ % PREPARED);
        }
    }

    private Map<String, Double> row(SplittableRandom random) {
        Map<String, Double> row = new HashMap<>();
        for (int i = 0; i < scalars; i++) {
            row.put(KEYS[i], random.nextDouble());
        }
        return row;
    }

    private static Run disabled() {
        return Run.start(Settings.builder().mode(Mode.DISABLED).build());
    }
}
