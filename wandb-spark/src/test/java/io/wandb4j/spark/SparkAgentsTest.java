package io.wandb4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.server.ServerOptions;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on a Spark of several processes: the driver, which is this one, and two executors, one of which dies. */
@Timeout(600)
class SparkAgentsTest {
    private static final String GRID =
            "{method: grid, metric: {name: loss}, parameters: {x: {values: [0, 1, 2, 3, 4, 5]}}}";

    @TempDir
    Path dir;

    @Test
    void finishesASweepThoughAnExecutorDiesAndTriesNoValuesTwice() throws IOException {
        ServerOptions options = ServerOptions.in(dir.resolve("server")).withCrashTimeout(Duration.ofSeconds(15));
        try (LocalServer server = LocalServer.start(options)) {
            Settings settings = Settings.builder()
                    .baseUrl(server.url())
                    .apiKey(server.apiKey())
                    .project("spark")
                    .build();
            Sweep sweep = Sweep.create(SweepConfig.parse(GRID), settings);
            Path folder = Files.createDirectory(dir.resolve("began"));
            Files.createFile(folder.resolve("kill"));

            List<AgentReport> reports = work(sweep.path(), folder.toString(), server);

            assertThat(reports).hasSize(2).allSatisfy(report -> {
                assertThat(report.ending()).isEqualTo(AgentReport.Ending.SWEEP_DONE);
                assertThat(report.failed()).isZero();
            });
            checkBeginnings(folder);
            checkRuns(sweep, settings);
            assertThat(executorLogs()).isNotEmpty().noneMatch(log -> log.contains(server.apiKey()));
        }
    }

    @Test
    void refusesToWorkWithNoTasks() {
        SparkConf conf =
                new SparkConf().setMaster("local[1]").setAppName("none").set("spark.ui.enabled", "false");
        SparkContext context = new SparkContext(conf);
        try {
            assertThatThrownBy(() -> SparkAgents.run(context, 0, () -> Agent.of("p/s", run -> {})))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("the tasks must be at least 1, but are 0");
        } finally {
            context.stop();
        }
    }

    private List<AgentReport> work(String sweep, String folder, LocalServer server) throws IOException {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        SparkConf conf = new SparkConf()
                .setMaster("local-cluster[2,1,512]")
                .setAppName("sweep")
                .set("spark.ui.enabled", "false")
                .set("spark.executor.memory", "512m")
                .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .set("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .setExecutorEnv("JAVA_HOME", System.getProperty("java.home"))
                .setExecutorEnv("WANDB_BASE_URL", server.url())
                .setExecutorEnv("WANDB_API_KEY", server.apiKey())
                .setExecutorEnv("WANDB_DIR", dir.toString());
        SparkContext context = new SparkContext(conf);
        try {
            return SparkAgents.run(
                    context, 2, () -> Agent.of(sweep, run -> train(run, folder)).heartbeat(Duration.ofMillis(500)));
        } finally {
            context.stop();
        }
    }

    /** Notes who begins with which value, and dies in the first run with 0. */
    private static void train(Run run, String folder) throws IOException {
        int x = run.config().getInt("x");
        Files.createFile(Path.of(folder, x + " on " + SparkEnv.get().executorId()));
        if (x == 0 && Files.deleteIfExists(Path.of(folder, "kill"))) {
            Runtime.getRuntime().halt(1);
        }
        run.log(Map.of("loss", x));
    }

    private static void checkBeginnings(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> values = files.map(
                            file -> file.getFileName().toString().substring(0, 1))
                    .toList();
            assertThat(values)
                    .as("the run of the dead executor begins on two executors, any other on one")
                    .containsExactlyInAnyOrder("0", "0", "1", "2", "3", "4", "5");
        }
    }

    private static void checkRuns(Sweep sweep, Settings settings) {
        try (Api api = Api.connect(settings)) {
            List<StoredRun> runs = api.sweep(sweep.path()).runs().toList();
            assertThat(runs).allSatisfy(run -> assertThat(run.state()).isEqualTo("finished"));
            assertThat(runs)
                    .extracting(run -> run.summary().number("loss").orElseThrow())
                    .containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
        }
    }

    private static List<String> executorLogs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getenv("SPARK_HOME"), "work"))) {
            List<String> logs = new ArrayList<>();
            for (Path log : files.filter(file -> file.endsWith("stderr") || file.endsWith("stdout"))
                    .toList()) {
                logs.add(Files.readString(log));
            }
            return logs;
        }
    }
}
