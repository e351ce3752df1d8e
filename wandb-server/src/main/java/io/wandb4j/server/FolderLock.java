package io.wandb4j.server;

import io.wandb4j.server.errors.ServerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes sure that one server alone serves a folder, also when an earlier one was killed. */
final class FolderLock implements AutoCloseable {

    // A process that closes a file loses its locks on it, however it got them: what is locked here is not opened again.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the folder for a server. Whoever looks whether it is taken holds it for a moment, too: that is waited for. */
    static FolderLock take(Path directory) {
        Optional<FolderLock> lock = attempt(directory);
        for (int i = 1; i < ATTEMPTS && lock.isEmpty(); i++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            lock = attempt(directory);
        }
        return lock.orElseThrow(() -> new ServerException(
                "another server uses the folder " + directory + " already; use that one, or choose another folder"));
    }

    /** Whether a server of this or another process serves the folder. */
    static synchronized boolean isTaken(Path directory) {
        if (!Files.isRegularFile(fileIn(directory))) {
            return false;
        }
        try {
            Optional<FolderLock> lock = attempt(directory);
            lock.ifPresent(FolderLock::close);
            return lock.isEmpty();
        } catch (ServerException e) {
            return true;
        }
    }

    private static synchronized Optional<FolderLock> attempt(Path directory) {
        try {
            Path file = fileIn(directory.toRealPath());
            FileChannel channel = HELD_HERE.contains(file) ? null : lock(file);
            if (channel == null) {
                return Optional.empty();
            }
            HELD_HERE.add(file);
            return Optional.of(new FolderLock(file, channel));
        } catch (IOException e) {
            throw new ServerException("cannot lock the folder " + directory + ": " + e + "; choose another", e);
        }
    }

    private static Path fileIn(Path directory) {
        return directory.resolve("server.lock");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ServerException("cannot release the folder: " + e.getMessage(), e);
        } finally {
            HELD_HERE.remove(file);
        }
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() != null) {
            return channel;
        }
        channel.close();
        return null;
    }
}
