package io.wandb4j.internal.sweep;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.stream.SharedFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The file {@code wandb/sweep-ID/sweep.json}, which keeps a sweep without a server beside its runs.
 *
 * <p>It is replaced as a whole, so it is never half written. Changes come one after the other, whichever process and thread
 * they come from. Agents are numbered; the number of one that lives is locked by the operating system, so that it is free
 * again when its process is gone. Safe for use by several threads. */
public final class SweepFile {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int CHANGE = 0; // the lock of whoever changes the file
    private static final int SEND = 1; // the lock of whoever makes the sweep known to a server
    private static final int FIRST_AGENT = 2;

    private final Path file;
    private final Path folder;

    private SweepFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("sweep.json");
    }

    /** The file of a sweep.
     *
     * @param wandb the folder that holds the folders of all runs
     * @throws UsageException if there can be no sweep of that id */
    public static SweepFile of(Path wandb, String id) {
        if (!isId(id)) {
            throw new UsageException(
                    "\"" + id + "\" cannot be the id of a sweep: use letters, digits, hyphens, underscores and dots");
        }
        return new SweepFile(wandb.resolve("sweep-" + id));
    }

    /** Whether a sweep can have that id. */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /** Whether there is such a sweep. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** The sweep as last written.
     *
     * @throws UsageException if there is none, or the file holds something else */
    public KeptSweep read() {
        try {
            return KeptSweep.fromJson(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    "there is no sweep at " + file + "; make one first, or name the folder that holds it"
                            + " with WANDB_DIR or Settings.rootDir",
                    e);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new UsageException(
                    "cannot read the sweep in " + file + ": " + e.getMessage()
                            + "; put a whole copy in its place, or remove the file: its runs stay, without a sweep",
                    e);
        }
    }

    /** Something that is another when the file was written meanwhile. */
    public long stamp() {
        try {
            return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS) * 31 + Files.size(file);
        } catch (IOException e) {
            return 0; // whoever reads it is told why
        }
    }

    /** Writes the first state of a sweep, unless there is one.
     *
     * @throws UsageException if it cannot be written */
    public KeptSweep create(KeptSweep first) {
        try {
            Files.createDirectories(folder);
            return inTurn(CHANGE, () -> {
                if (exists()) {
                    return read();
                }
                write(first);
                return first;
            });
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Changes the sweep; nobody else does meanwhile.
     *
     * @return what it is now
     * @throws UsageException if it cannot be read or written */
    public KeptSweep change(UnaryOperator<KeptSweep> change) {
        try {
            return inTurn(CHANGE, () -> {
                KeptSweep before = read();
                KeptSweep after = change.apply(before);
                if (!after.equals(before)) {
                    write(after);
                }
                return after;
            });
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Does something that only one process may do at a time, while the sweep goes on: make it known to a server.
     *
     * @throws UsageException if the folder cannot be written */
    public <T> T sending(Supplier<T> work) {
        try {
            return inTurn(SEND, work::get);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** The agents of one process; close it when they have left. */
    public Agents agents() {
        try {
            return new Agents(SharedFile.open(lockFile()));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** The numbers of agents, each taken by one that lives. */
    public final class Agents implements AutoCloseable {
        private final SharedFile locks;

        private Agents(SharedFile locks) {
            this.locks = locks;
        }

        /** Takes the lowest number that no agent has, until closed. */
        public int take() {
            try {
                int number = FIRST_AGENT;
                while (!locks.lock(number, this)) {
                    number++;
                }
                return number;
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }

        /** Whether an agent of that number lives, here or in another process. */
        public boolean isAlive(int number) {
            return locks.isLocked(number);
        }

        @Override
        public void close() {
            try {
                locks.close(this);
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }
    }

    private interface Turn<T> {
        T take() throws IOException;
    }

    private <T> T inTurn(int lock, Turn<T> turn) throws IOException {
        Object owner = new Object();
        SharedFile locks = SharedFile.open(lockFile());
        try {
            while (!locks.lock(lock, owner)) {
                LockSupport.parkNanos(PATIENCE);
            }
            return turn.take();
        } finally {
            locks.close(owner);
        }
    }

    private void write(KeptSweep sweep) throws IOException {
        Path fresh = folder.resolve("sweep.json.new");
        try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
            out.write(sweep.toJson().getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path lockFile() {
        return folder.resolve("sweep.lock");
    }

    private UsageException cannotWrite(IOException e) {
        return new UsageException(
                "cannot write the sweep's file in " + folder + ": " + e.getMessage()
                        + "; make the folder writable, or set another one with WANDB_DIR or Settings.rootDir",
                e);
    }
}
