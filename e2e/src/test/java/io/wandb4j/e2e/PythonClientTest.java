package io.wandb4j.e2e;

import io.wandb4j.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonClientTest {

    @TempDir
    Path directory;

    @Test
    void logsResumesStopsAndReadsBackRuns() throws IOException, InterruptedException {
        run("run_roundtrip.py");
    }

    @Test
    void logsUsesChangesLinksAndDeletesArtifacts() throws IOException, InterruptedException {
        run("artifact_roundtrip.py");
    }

    @Test
    void makesSweepsAndWorksOnThemWithAgents() throws IOException, InterruptedException {
        run("sweep_agents.py");
    }

    @Test
    void passesTheChecksThatTheClientBrings() throws IOException, InterruptedException {
        run("official_checks.py");
    }

    private void run(String script) throws IOException, InterruptedException {
        try (LocalServer server = LocalServer.start(directory.resolve("server"))) {
            PythonClient.of(server, Files.createDirectories(directory.resolve("home")))
                    .run(script);
        }
    }
}
