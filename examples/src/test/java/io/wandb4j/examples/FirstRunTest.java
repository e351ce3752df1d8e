package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.server.LocalServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstRunTest {
    @TempDir
    Path dir;

    @Test
    void runsWithNoAccount() throws Exception {
        ExampleProcess ended = ExampleProcess.run(dir, FirstRun.class);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("Run summary:").contains("acc").contains("/local/my-awesome-project/runs/");
        assertThat(dir.resolve("server/wandb4j.db")).exists();
    }

    @Test
    void goesToTheServerThatTheUserIsLoggedInTo() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("other"))) {
            Map<String, String> login = Map.of("WANDB_BASE_URL", server.url(), "WANDB_API_KEY", server.apiKey());

            ExampleProcess ended = ExampleProcess.run(dir, login, FirstRun.class);

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains(server.url() + "/local/my-awesome-project/runs/");
        }
        assertThat(dir.resolve("server")).doesNotExist();
    }

    @Test
    void goesToTheServerThatRunsOnTheUsualFolder() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            ExampleProcess ended = ExampleProcess.run(dir, FirstRun.class);

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains(server.url() + "/local/my-awesome-project/runs/");
        }
    }

    @Test
    void asksForTheKeyOfAServerThatWasNamed() throws Exception {
        ExampleProcess ended = ExampleProcess.run(dir, Map.of("WANDB_BASE_URL", "http://127.0.0.1:1"), FirstRun.class);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).hasLineCount(1).contains("No API key configured");
        assertThat(dir.resolve("server")).doesNotExist();
    }
}
