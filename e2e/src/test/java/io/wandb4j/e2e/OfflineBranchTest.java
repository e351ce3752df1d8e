package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.internal.json.Json;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLog;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were rewound or forked without a network, and sent later. */
class OfflineBranchTest {
    @TempDir
    Path dir;

    private LocalServer server;

    @BeforeEach
    void startServer() {
        server = LocalServer.start(dir.resolve("server"));
        try (Run run = Wandb.init(settings().id("past").config("lr", 0.1).build())) {
            for (int i = 0; i < 5; i++) {
                run.log(Map.of("loss", i));
            }
        }
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void theServerRewindsTheRunOnceWhenItIsSent() {
        Path log = offline(settings().resumeFrom("past?_step=2"), 2);
        send(log);
        assertThat(rows("past")).containsExactly("0 loss", "1 loss", "2 loss", "3 more", "4 more");
        send(log);
        assertThat(rows("past")).containsExactly("0 loss", "1 loss", "2 loss", "3 more", "4 more");
        assertThat(config("past").at("/lr/value").asDouble()).isEqualTo(0.1);
        assertThat(config("past").at("/_wandb/value/branch_point/run_id").asText())
                .isEqualTo("past");
    }

    @Test
    void theForkIsMadeWhenItIsSent() {
        Path log = offline(settings().id("fork").forkFrom("past?_step=1"), 2);
        send(log);
        send(log);
        assertThat(rows("fork")).containsExactly("0 loss", "1 loss", "2 more", "3 more");
        assertThat(rows("past")).hasSize(5);
    }

    @Test
    void theOfficialSyncRewindsIt() throws Exception {
        PythonClient python = PythonClient.of(server, dir);
        Path log = offline(settings().resumeFrom("past?_step=2"), 2);
        python.run("sync_run.py", log.toString());
        assertThat(rows("past")).containsExactly("0 loss", "1 loss", "2 loss", "3 more", "4 more");
    }

    @Test
    void theOfficialSyncForksIt() throws Exception {
        PythonClient python = PythonClient.of(server, dir);
        Path log = offline(settings().id("fork").forkFrom("past?_step=1"), 2);
        python.run("sync_run.py", log.toString());
        assertThat(rows("fork")).containsExactly("0 loss", "1 loss", "2 more", "3 more");
    }

    private Path offline(Settings.Builder settings, int rows) {
        Run run = Wandb.init(settings.mode(Mode.OFFLINE).build());
        try (run) {
            for (int i = 0; i < rows; i++) {
                run.log(Map.of("more", i));
            }
        }
        return run.dir().orElseThrow();
    }

    private void send(Path folder) {
        RunLog log = RunLogs.find(folder).get(0);
        assertThat(Sync.with(settings().build()).send(log).complete()).isTrue();
    }

    private List<String> rows(String run) {
        List<String> rows = new ArrayList<>();
        for (JsonNode line : ask(run).path("history")) {
            JsonNode row = Json.read(line.asText());
            rows.add(row.path("_step").asInt() + (row.has("more") ? " more" : " loss"));
        }
        return rows;
    }

    private JsonNode config(String run) {
        return Json.read(ask(run).path("config").asText());
    }

    private JsonNode ask(String run) {
        String query = "query Q($run: String!) { project(name: \"branches\") { run(name: $run) {"
                + " config history(minStep: 0, maxStep: 1000) } } }";
        return new RawGraphQl(server.url(), server.apiKey())
                .ask(query, Map.of("run", run))
                .at("/project/run");
    }

    private Settings.Builder settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("branches")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .silent(true);
    }
}
