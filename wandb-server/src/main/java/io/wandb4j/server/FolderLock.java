package io.wandb4j.server;

import io.wandb4j.server.errors.ServerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes sure that one server alone serves a folder, also when an earlier one was killed. */
final class FolderLock implements AutoCloseable {

    // A process that closes a file loses its locks on it, however it got them: what is locked here is not opened again.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static synchronized FolderLock take(Path directory) {
        try {
            Path file = directory.toRealPath().resolve("server.lock");
            FileChannel channel = HELD_HERE.contains(file) ? null : lock(file);
            if (channel != null) {
                HELD_HERE.add(file);
                return new FolderLock(file, channel);
            }
        } catch (IOException e) {
            throw new ServerException("cannot lock the folder " + directory + ": " + e + "; choose another", e);
        }
        throw new ServerException(
                "another server uses the folder " + directory + " already; use that one, or choose another folder");
    }

    /** Whether a server of this or another process serves the folder. */
    static boolean isTaken(Path directory) {
        if (!Files.isRegularFile(directory.resolve("server.lock"))) {
            return false;
        }
        try {
            take(directory).close();
            return false;
        } catch (ServerException e) {
            return true;
        }
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
