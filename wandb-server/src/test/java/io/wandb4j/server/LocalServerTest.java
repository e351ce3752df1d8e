package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.server.errors.ServerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {

    @TempDir
    Path directory;

    @Test
    void goesOnWhereTheLastOneStopped() throws IOException {
        String key;
        try (TestServer server = new TestServer(directory)) {
            key = server.server.apiKey();
            server.upsert(Map.of("name", "a"));
            server.history("a", 0, List.of("{\"_step\":0}"));
        }
        try (TestServer server = new TestServer(directory)) {
            assertThat(server.server.apiKey()).isEqualTo(key);
            assertThat(server.run("a", "historyLineCount")
                            .path("historyLineCount")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void listensOnLoopbackOnly() {
        try (LocalServer server = LocalServer.start(directory)) {
            assertThat(server.url()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(server.entity()).isEqualTo("local");
        }
    }

    @Test
    void refusesAFolderThatAnotherServerUses() {
        try (LocalServer server = LocalServer.start(directory)) {
            assertThatThrownBy(() -> LocalServer.start(directory))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("another server uses the folder " + server.directory());
        }
        LocalServer.start(directory).close();
    }

    @Test
    void refusesAPortThatIsInUseAndReleasesTheFolder() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(
                            () -> LocalServer.start(ServerOptions.in(directory).withPort(port)))
                    .isInstanceOf(ServerException.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port)
                    .hasMessageContaining("choose another port");
        }
        LocalServer.start(directory).close();
    }

    @Test
    void refusesAFolderThatIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> LocalServer.start(file))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("cannot use the folder " + file);
    }

    @Test
    void refusesADatabaseThatIsNotOne() throws IOException {
        Files.writeString(directory.resolve("wandb4j.db"), "no database, but long enough to be looked at ".repeat(100));
        assertThatThrownBy(() -> LocalServer.start(directory))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("cannot open the database");
    }

    @Test
    void refusesOptionsThatCannotBe() {
        ServerOptions options = ServerOptions.in(directory);
        assertThatThrownBy(() -> options.withPort(70_000)).hasMessageContaining("port 70000 does not exist");
        assertThatThrownBy(() -> options.withHost(" ")).hasMessageContaining("host must not be empty");
        assertThatThrownBy(() -> options.withCrashTimeout(Duration.ZERO)).hasMessageContaining("must be positive");
    }

    @Test
    void closesTwice() {
        LocalServer server = LocalServer.start(directory);
        server.close();
        server.close();
    }
}
