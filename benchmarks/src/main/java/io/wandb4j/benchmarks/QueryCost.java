package io.wandb4j.benchmarks;

import io.wandb4j.query.Api;
import io.wandb4j.query.RunQuery;
import io.wandb4j.query.StoredRun;
import io.wandb4j.query.Values;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What reading back costs: every row of a long history, and many runs filtered and ordered.
 *
 * <p>Arguments: any of {@code history}, {@code runs} and {@code official} (the environment's {@code WANDB4J_PYTHON} names a
 * Python that has the official client), and {@code key=value} for {@code rows} (1000000) and {@code runs} (10000). Who reads
 * is a process of its own, ours with a heap of 64 MB; the server is in this one. */
public final class QueryCost {
    private final Path dir;
    private final LocalServer server;
    private final boolean official;

    private QueryCost(Path dir, LocalServer server, boolean official) {
        this.dir = dir;
        this.server = server;
        this.official = official;
    }

    /** Measures; with {@code read} as its first argument it is the process that reads. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        List<String> what = List.of(args);
        if (what.contains("read")) {
            read(what.get(1), what.get(2));
            return;
        }
        Path dir = Files.createTempDirectory("wandb-query-cost");
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            QueryCost cost = new QueryCost(dir, server, what.contains("official"));
            if (what.contains("history")) {
                cost.history(ArtifactCost.option(what, "rows", 1_000_000));
            }
            if (what.contains("runs")) {
                cost.runs(ArtifactCost.option(what, "runs", 10_000));
            }
        } finally {
            ArtifactCost.delete(dir);
        }
    }

    private void history(int rows) throws IOException, InterruptedException {
        Settings settings = settings().id("long").build();
        try (Run run = Run.start(settings)) {
            for (int i = 0; i < rows; i++) {
                run.log(Map.of("loss", 1.0 / (i + 1), "accuracy", i * 1e-6, "epoch", i / 1000));
            }
        }
        measure("history", rows + " rows");
    }

    /** Runs with thirty values each of config and summary, written straight into the server's database. */
    private void runs(int count) throws IOException, InterruptedException, SQLException {
        Run.start(settings().id("first").build()).close();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("server/wandb4j.db"));
                Statement statement = database.createStatement()) {
            String values = "(WITH RECURSIVE k(j) AS (SELECT 1 UNION ALL SELECT j + 1 FROM k WHERE j < 30) "
                    + "SELECT group_concat('\"%s' || j || '\":%s') FROM k)";
            statement.execute("INSERT INTO run (project_id, name, display_name, state, account_id, created_at,"
                    + " heartbeat_at, config_json, summary_json)"
                    + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + count + ")"
                    + " SELECT project_id, 'r' || i, 'run-' || i, 'finished', account_id, created_at + i, heartbeat_at,"
                    + " '{' || " + String.format(Locale.ROOT, values, "key", "{\"value\":' || j || '}")
                    + " || ',\"lr\":{\"value\":' || (i / 100.0) || '}}',"
                    + " '{' || " + String.format(Locale.ROOT, values, "metric", "' || (j * 0.1) || '")
                    + " || ',\"score\":' || ((i * 7919) % 10007) || '}' FROM run, n WHERE name = 'first'");
        }
        measure("runs", "half of " + count + " runs, by a summary value");
    }

    private void measure(String kind, String what) throws IOException, InterruptedException {
        say(
                "wandb4j",
                what,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        QueryCost.class.getName(),
                        "read",
                        kind,
                        path()));
        if (official) {
            say(
                    "official",
                    what,
                    List.of(
                            String.valueOf(System.getenv("WANDB4J_PYTHON")),
                            Path.of("benchmarks/src/main/python/query_cost.py")
                                    .toAbsolutePath()
                                    .toString(),
                            kind,
                            path()));
        }
    }

    private void say(String client, String what, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("WANDB_"));
        builder.environment().put("WANDB_BASE_URL", server.url());
        builder.environment().put("WANDB_API_KEY", server.apiKey());
        builder.environment().put("HOME", dir.toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        System.out.println(client + " | " + what + " | "
                + String.join(
                        ", ",
                        printed.lines().filter(line -> line.startsWith("read ")).toList()));
    }

    private String path() {
        return server.entity() + "/query-cost";
    }

    private Settings.Builder settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("query-cost")
                .rootDir(dir)
                .silent(true);
    }

    private static void read(String kind, String path) {
        List<Long> heap = new ArrayList<>();
        try (Api api = Api.connect(Settings.builder().build())) {
            long start = System.nanoTime();
            long count = 0;
            if (kind.equals("history")) {
                try (Stream<Values> rows = api.run(path + "/long").scanHistory()) {
                    count = count(rows.iterator(), 100_000, heap);
                }
            } else {
                RunQuery query =
                        RunQuery.all().where("{\"config.lr\":{\"$lt\":50}}").orderBy("-summary_metrics.score");
                try (Stream<StoredRun> runs = api.runs(path, query)) {
                    count = count(runs.iterator(), 1_000, heap);
                }
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "read %,d in %.1f s, heap in use after collections at %s MB",
                    count,
                    (System.nanoTime() - start) / 1e9,
                    heap.stream()
                            .map(bytes -> String.format(Locale.ROOT, "%.1f", bytes / 1e6))
                            .toList()));
        }
    }

    private static long count(Iterator<?> things, int every, List<Long> heap) {
        long count = 0;
        while (things.hasNext()) {
            things.next();
            if (++count % every == 0) {
                System.gc();
                heap.add(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
        }
        return count;
    }
}
