package io.wandb4j.internal.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that this process has open once, however many in it use it.
 *
 * <p>The operating system drops all of a process's locks on a file as soon as the process closes any of its handles of it;
 * therefore all users share one handle, and the map of them is the one thing here that the whole process has in common.
 * Content goes through the file, never through its channel, which {@link Thread#interrupt()} would close; locking does not
 * block and is not interruptible. */
public final class SharedFile {
    private static final Logger log = LoggerFactory.getLogger(SharedFile.class);
    private static final long LOCKS = 1L << 40; // far beyond the content

    @GuardedBy("OPEN")
    private static final Map<Path, SharedFile> OPEN = new HashMap<>();

    private final Path path;
    private final RandomAccessFile file;
    private final Map<Integer, Lock> locks = new HashMap<>(); // guarded by this
    private int users; // guarded by OPEN

    private record Lock(Object owner, @Nullable FileLock lock) {}

    private SharedFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** The file at a path, made if there is none. */
    public static SharedFile open(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        Path real = parent == null ? path : parent.toRealPath().resolve(path.getFileName());
        synchronized (OPEN) {
            SharedFile shared = OPEN.get(real);
            if (shared == null || !Files.exists(real)) { // a file that was deleted is another one when it comes back
                shared = new SharedFile(real, new RandomAccessFile(real.toFile(), "rw"));
                OPEN.put(real, shared);
            }
            shared.users++;
            return shared;
        }
    }

    /** Takes a lock; false if anybody else has it. Where the file system knows no locks, every process gets it. */
    public synchronized boolean lock(int number, Object owner) throws IOException {
        if (locks.containsKey(number)) {
            return false;
        }
        try {
            FileLock lock = file.getChannel().tryLock(LOCKS + number, 1, false);
            if (lock != null) {
                locks.put(number, new Lock(owner, lock));
            }
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            log.warn("{} cannot be locked, so no other process notices who works on the run: {}", path, e.toString());
            locks.put(number, new Lock(owner, null));
            return true;
        }
    }

    /** Whether anybody has a lock; where the file system knows none, only those of this process are known. */
    public synchronized boolean isLocked(int number) {
        if (locks.containsKey(number)) {
            return true;
        }
        try (FileLock probe = file.getChannel().tryLock(LOCKS + number, 1, true)) { // shared: others may look, too
            return probe == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Up to that many bytes from a place on. */
    synchronized byte[] read(long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        int read = 0;
        file.seek(at);
        for (int more = 0; more >= 0 && read < length; read += Math.max(0, more)) {
            more = file.read(bytes, read, length - read);
        }
        return Arrays.copyOf(bytes, read);
    }

    synchronized void write(long at, byte[] bytes) throws IOException {
        file.seek(at);
        file.write(bytes);
    }

    /** Gives up what the owner has locked; the last user closes the file. */
    public void close(Object owner) throws IOException {
        synchronized (OPEN) {
            release(owner);
            if (--users == 0) {
                OPEN.remove(path, this);
                file.close();
            }
        }
    }

    private synchronized void release(Object owner) throws IOException {
        for (Lock lock : locks.values()) {
            FileLock held = lock.lock();
            if (lock.owner() == owner && held != null) {
                held.release();
            }
        }
        locks.values().removeIf(lock -> lock.owner() == owner);
    }
}
