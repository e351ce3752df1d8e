package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Digests;
import io.wandb4j.internal.transport.FileRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Fetches large files in parts, several at once.
 *
 * <p>Parts that came are noted beside the file, so that another process can go on after this one died. */
final class PartedDownload implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final long threshold;
    private final long partSize;
    private final Parallel threads = new Parallel("wandb-download-part", 4);

    PartedDownload(long threshold, long partSize) {
        this.threshold = threshold;
        this.partSize = partSize;
    }

    /** The usual sizes. */
    static PartedDownload standard() {
        return new PartedDownload(64L << 20, 16L << 20);
    }

    boolean takes(ArtifactEntry entry) {
        return entry.size() >= threshold;
    }

    /** The file with the content of an entry, or null if it is not what was logged.
     *
     * @param copy becomes a second one */
    @Nullable
    Path fetch(DownloadAddresses addresses, ArtifactEntry entry, Path folder, @Nullable Path copy, LongConsumer moved)
            throws IOException {
        if (entry.size() > Files.getFileStore(folder).getTotalSpace()) {
            throw new IOException("the disk of " + folder + " is smaller than " + entry.size() + " bytes");
        }
        try (PartFile file = PartFile.open(folder, entry.digest());
                FileChannel channel = FileChannel.open(
                        file.path(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (copy != null) {
                Files.createFile(copy); // here only: a part that is late finds it gone, and does not make it again
            }
            List<Future<Void>> parts = new ArrayList<>();
            for (long from = 0; from < entry.size(); from += partSize) {
                long first = from;
                parts.add(threads.submit(() -> fetchPart(addresses, entry, file, channel, first, moved)));
            }
            if (digest(entry, channel, copy, parts).equals(entry.digest())) {
                return file.complete();
            }
            file.discard();
            moved.accept(-entry.size());
            return null;
        }
    }

    @Override
    public void close() {
        threads.close();
    }

    private @Nullable Void fetchPart(
            DownloadAddresses addresses,
            ArtifactEntry entry,
            PartFile file,
            FileChannel channel,
            long from,
            LongConsumer moved)
            throws IOException {
        long count = Math.min(partSize, entry.size() - from);
        if (file.has(from, count)) {
            moved.accept(count);
        } else {
            addresses.fetch(entry, new FileRange(entry.path(), channel, from, count, entry.size(), null, moved));
            file.note(from, count);
        }
        return null;
    }

    /** Digests the parts in their order, and copies them, while later ones still come. */
    private String digest(ArtifactEntry entry, FileChannel file, @Nullable Path copy, List<Future<Void>> parts)
            throws IOException {
        MessageDigest digest = Digests.newDigest();
        List<Future<Void>> copies = new ArrayList<>();
        long position = 0;
        for (Future<Void> part : parts) {
            Parallel.get(part);
            long from = position;
            long count = Math.min(partSize, entry.size() - from);
            digest(file, from, count, digest);
            if (copy != null) {
                // After its digest, which takes longest and is nobody else's.
                copies.add(threads.submit(() -> copyPart(file, from, count, copy)));
            }
            position += count;
        }
        copies.forEach(Parallel::get);
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static void digest(FileChannel file, long from, long count, MessageDigest digest) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (long position = from; position < from + count; position += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER, from + count - position));
            if (file.read(buffer, position) < 0) {
                throw new IOException("a file that is being fetched became shorter");
            }
            digest.update(buffer.flip());
        }
    }

    private static @Nullable Void copyPart(FileChannel file, long from, long count, Path copy) throws IOException {
        try (FileChannel out = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            out.position(from);
            for (long copied = 0; copied < count; ) {
                copied += file.transferTo(from + copied, count - copied, out);
            }
        }
        return null;
    }
}
