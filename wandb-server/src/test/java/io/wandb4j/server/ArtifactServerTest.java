package io.wandb4j.server;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of artifacts on a server of their own, and somebody who logs them there. */
abstract class ArtifactServerTest {

    @TempDir
    Path parent;

    /** Where the server keeps everything. */
    Path directory;

    TestServer server;
    ArtifactLogger logger;

    @BeforeEach
    void start() {
        directory = parent.resolve("server");
        server = new TestServer(directory);
        logger = new ArtifactLogger(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
