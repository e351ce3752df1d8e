package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A large file that is on its way, and a list beside it of the parts that are there.
 *
 * <p>Belongs to one process at a time; another one that wants the same content makes a file of its own. */
final class PartFile implements AutoCloseable {
    private final Path file;
    private final Path list;
    private final FileChannel notes;
    private final Set<String> parts = ConcurrentHashMap.newKeySet();

    private PartFile(Path file, Path list, FileChannel notes) {
        this.file = file;
        this.list = list;
        this.notes = notes;
    }

    /** Goes on with the file of some content in a folder, or begins a new one. */
    static PartFile open(Path folder, String digest) throws IOException {
        String name = "wandb-" + Digests.hex(digest);
        PartFile shared = named(folder, name);
        if (shared.isOurs()) {
            shared.read();
            return shared;
        }
        shared.notes.close();
        return named(folder, name + "-" + UUID.randomUUID());
    }

    Path path() {
        return file;
    }

    boolean has(long from, long count) {
        return parts.contains(from + "+" + count);
    }

    /** Notes a part that is in the file. */
    void note(long from, long count) throws IOException {
        synchronized (notes) {
            notes.write(ByteBuffer.wrap((from + "+" + count + "\n").getBytes(StandardCharsets.US_ASCII)), notes.size());
        }
    }

    /** The file, which is whole now and nobody's part file any more. */
    Path complete() throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + "-" + UUID.randomUUID());
        Files.move(file, whole);
        Files.deleteIfExists(list);
        return whole;
    }

    /** Begins from nothing the next time. */
    void discard() throws IOException {
        Files.deleteIfExists(list);
        Files.deleteIfExists(file);
    }

    /** Lets go of the file; what is there of it stays for the next one. */
    @Override
    public void close() throws IOException {
        notes.close();
    }

    private static PartFile named(Path folder, String name) throws IOException {
        Path list = folder.resolve(name + ".parts");
        FileChannel notes =
                FileChannel.open(list, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new PartFile(folder.resolve(name + ".part"), list, notes);
    }

    private boolean isOurs() throws IOException {
        try {
            FileLock lock = notes.tryLock(); // released when the channel is closed
            return lock != null && Files.exists(list);
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process
        }
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            notes.truncate(0);
            return;
        }
        // The stream is not closed: with the channel, the lock would end.
        String noted = new String(Channels.newInputStream(notes).readNBytes(1 << 24), StandardCharsets.US_ASCII);
        noted.substring(0, noted.lastIndexOf('\n') + 1).lines().forEach(parts::add);
    }
}
