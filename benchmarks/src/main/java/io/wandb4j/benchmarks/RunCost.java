package io.wandb4j.benchmarks;

import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import io.wandb4j.sync.SyncResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What a whole run costs: starting it, its rows to the log and to a local server, its memory while the server is away, and
 * syncing it.
 *
 * <p>Arguments: what to measure, any of {@code init}, {@code rows}, {@code outage}, {@code sync} and {@code official} (the
 * official Python client; the environment's {@code WANDB4J_PYTHON} names a Python that has it), and {@code key=value} for
 * {@code rows} (1000000) and {@code seconds} of outage (60). */
public final class RunCost {
    private static final int SCALARS = 10;

    private final Path dir;
    private final int rows;
    private final int seconds;
    private final List<Map<String, Double>> data;

    private RunCost(Path dir, int rows, int seconds) {
        this.dir = dir;
        this.rows = rows;
        this.seconds = seconds;
        SplittableRandom random = new SplittableRandom(1);
        this.data = Stream.generate(() -> row(random)).limit(1024).toList();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> what = List.of(args);
        RunCost cost = new RunCost(
                Files.createTempDirectory("wandb-run-cost"),
                option(what, "rows", 1_000_000),
                option(what, "seconds", 60));
        if (what.contains("init")) {
            cost.init();
        }
        if (what.contains("rows")) {
            cost.rowsToTheServer();
        }
        if (what.contains("sync")) {
            cost.sync();
        }
        if (what.contains("outage")) {
            cost.outage();
        }
        if (what.contains("official")) {
            cost.official();
        }
    }

    private void init() {
        try (LocalServer server = LocalServer.start(dir.resolve("init"))) {
            double[] milliseconds = new double[60];
            for (int i = 0; i < milliseconds.length; i++) {
                long start = System.nanoTime();
                Run run = Run.start(online(server));
                milliseconds[i] = since(start) * 1e3;
                run.close();
            }
            Arrays.sort(milliseconds, 20, milliseconds.length); // the first twenty warm the JVM up
            say(
                    "init, first: %.0f ms; warm: p50 %.1f ms, max %.1f ms",
                    milliseconds[0], milliseconds[40], milliseconds[59]);
        }
    }

    private void rowsToTheServer() {
        try (LocalServer server = LocalServer.start(dir.resolve("rows"))) {
            Run run = Run.start(online(server));
            long start = System.nanoTime();
            log(run);
            double logged = since(start);
            run.close();
            say(
                    "%,d rows: %,.0f rows/s to the log, %,.0f rows/s to the server",
                    rows, rows / logged, rows / since(start));
        }
    }

    private void sync() throws IOException {
        Run run = Run.start(settings().mode(Mode.OFFLINE).build());
        log(run);
        run.close();
        Path folder = run.dir().orElseThrow();
        try (LocalServer server = LocalServer.start(dir.resolve("sync"))) {
            long start = System.nanoTime();
            SyncResult result =
                    Sync.with(online(server)).send(RunLogs.find(folder).get(0));
            say("sync of %,d rows: %.1f s, %,.0f rows/s", result.rowsSent(), since(start), rows / since(start));
        }
    }

    /** Rows at full speed with the server gone: what stays in use after a collection. */
    private void outage() {
        Run run;
        try (LocalServer server = LocalServer.start(dir.resolve("outage"))) {
            run = Run.start(online(server).toBuilder()
                    .finishTimeout(Duration.ofSeconds(1)) // the server does not come back
                    .build());
            log(run, 10_000);
        }
        double idle = usedMebibytes();
        long start = System.nanoTime();
        long logged = 0;
        double highest = 0;
        for (int i = 0; i < 6; i++) {
            while (since(start) < (i + 1) * seconds / 6.0) {
                log(run, 1000);
                logged += 1000;
            }
            highest = Math.max(highest, usedMebibytes());
        }
        say(
                "outage of %d s: %,d rows logged; heap in use %.1f MiB idle, %.1f MiB at most",
                seconds, logged, idle, highest);
        run.finish(0);
    }

    private void official() throws IOException, InterruptedException {
        String python = System.getenv("WANDB4J_PYTHON");
        if (python == null) {
            say("official client: set WANDB4J_PYTHON to a Python that has it");
            return;
        }
        try (LocalServer server = LocalServer.start(dir.resolve("official"))) {
            ProcessBuilder script = new ProcessBuilder(python, "src/main/python/official_client.py");
            script.environment().put("WANDB_BASE_URL", server.url());
            script.environment().put("WANDB_API_KEY", server.apiKey());
            script.environment().put("WANDB_DIR", dir.toString());
            script.environment().put("WANDB_SILENT", "true");
            script.redirectOutput(ProcessBuilder.Redirect.INHERIT).start().waitFor();
        }
    }

    private void log(Run run) {
        log(run, rows);
    }

    private void log(Run run, int count) {
        for (int i = 0; i < count; i++) {
            run.log(data.get(i % data.size()));
        }
    }

    private Settings online(LocalServer server) {
        return settings().baseUrl(server.url()).apiKey(server.apiKey()).build();
    }

    private Settings.Builder settings() {
        return Settings.builder().rootDir(dir).silent(true).finishTimeout(Duration.ofMinutes(5));
    }

    private static Map<String, Double> row(SplittableRandom random) {
        Map<String, Double> row = new HashMap<>();
        for (int i = 0; i < SCALARS; i++) {
            row.put("metric/" + i, random.nextDouble());
        }
        return row;
    }

    private static int option(List<String> args, String key, int otherwise) {
        return args.stream()
                .filter(arg -> arg.startsWith(key + "="))
                .mapToInt(arg -> Integer.parseInt(arg.substring(key.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }

    private static double usedMebibytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) * 1e-9;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
