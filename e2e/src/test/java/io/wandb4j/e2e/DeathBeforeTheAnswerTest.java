package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLog;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import io.wandb4j.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies after the server has stored its rows, and before it knows that. */
class DeathBeforeTheAnswerTest {
    private static final int ROWS = 300;

    @TempDir
    Path dir;

    @Test
    void nothingIsDoubled() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                FailingGateway gateway = FailingGateway.before(server.url(), 1)) {
            gateway.heal();
            CompletableFuture<Process> victim = new CompletableFuture<>();
            gateway.afterStoring(body -> body.contains("\\\"i\\\":" + (ROWS - 1) + ","), () -> kill(victim.join()));
            victim.complete(start(gateway.url(), server.apiKey()));
            assertThat(victim.get().waitFor()).isNotZero();

            Settings settings = settings(gateway.url(), server.apiKey(), dir);
            try (Api api = Wandb.api(settings)) {
                assertThat(steps(api))
                        .isEqualTo(LongStream.range(0, ROWS).boxed().toList());
                RunLog log = RunLogs.find(RunLogs.folder(dir)).get(0);
                assertThat(log.writing() || log.sent()).isFalse();

                SyncResult result = Sync.with(settings).send(log);

                assertThat(result.rowsSent())
                        .as("rows that the process did not know to be stored")
                        .isPositive();
                assertThat(result.end()).isEqualTo(SyncResult.End.DIED);
                assertThat(steps(api))
                        .isEqualTo(LongStream.range(0, ROWS).boxed().toList());
                assertThat(run(api).state()).isEqualTo("failed");
            }
        }
    }

    private static List<Long> steps(Api api) {
        return run(api).scanHistory().map(row -> row.integer("i").orElseThrow()).toList();
    }

    private static StoredRun run(Api api) {
        return api.run("deaths/victim");
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process start(String url, String key) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        url,
                        key,
                        dir.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Settings settings(String url, String key, Path dir) {
        return Settings.builder()
                .baseUrl(url)
                .apiKey(key)
                .project("deaths")
                .id("victim")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .silent(true)
                .build();
    }

    /** Logs and waits for its end. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws IOException {
            try (Run run = Wandb.init(settings(args[0], args[1], Path.of(args[2])))) {
                for (int i = 0; i < ROWS; i++) {
                    run.log(Map.of("i", i, "loss", 1.0 / (i + 1)));
                }
                int end = System.in.read();
                System.out.println(end);
            }
        }
    }
}
