package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.server.errors.ServerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {

    @TempDir
    Path dir;

    @Test
    void saysWhereItsServerListens() {
        assertThat(LocalServer.addressOf(dir)).isEmpty();
        try (LocalServer server = LocalServer.start(dir)) {
            assertThat(LocalServer.addressOf(dir)).contains(server.url());
        }
        assertThat(LocalServer.addressOf(dir)).isEmpty();
    }

    @Test
    void doesNotBelieveAnAddressThatAKilledServerLeft() throws IOException {
        LocalServer.start(dir).close();
        Files.writeString(dir.resolve("address"), "http://127.0.0.1:1\n");

        assertThat(LocalServer.addressOf(dir)).isEmpty();
    }

    @Test
    void isServedByOneServerOnly() throws IOException {
        try (LocalServer server = LocalServer.start(dir)) {
            assertThatThrownBy(() -> LocalServer.start(dir))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("another server uses the folder " + dir);
            assertThat(LocalServer.addressOf(dir)).contains(server.url());
            assertThat(isLockedForTheSystem()).isTrue();
        }
        LocalServer.start(dir).close();
    }

    @Test
    void isFreeForAServerWhileOthersLookWhetherItIsServed() throws InterruptedException {
        FolderLock.take(dir).close();
        AtomicBoolean over = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!over.get()) {
                boolean ignored = FolderLock.isTaken(dir);
            }
        });
        other.start();
        try {
            for (int i = 0; i < 100; i++) {
                FolderLock.take(dir).close();
            }
        } finally {
            over.set(true);
            other.join();
        }
    }

    @Test
    void liesAmongTheDataOfTheUsersPrograms() {
        assertThat(StandardFolder.of("Linux", "/home/a", Map.of()))
                .isEqualTo(Path.of("/home/a/.local/share/wandb4j/server"));
        assertThat(StandardFolder.of("Linux", "/home/a", Map.of("XDG_DATA_HOME", "/data")))
                .isEqualTo(Path.of("/data/wandb4j/server"));
        assertThat(StandardFolder.of("Mac OS X", "/Users/a", Map.of()))
                .isEqualTo(Path.of("/Users/a/Library/Application Support/wandb4j/server"));
        assertThat(StandardFolder.of("WINDOWS 11", "/a", Map.of("LOCALAPPDATA", "/local")))
                .isEqualTo(Path.of("/local/wandb4j/server"));
        assertThat(StandardFolder.of("Linux", "/home/a", Map.of("WANDB4J_SERVER_DIR", "/mine")))
                .isEqualTo(Path.of("/mine"));
    }

    private boolean isLockedForTheSystem() throws IOException {
        try (FileChannel channel = FileChannel.open(dir.resolve("server.lock"), StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
