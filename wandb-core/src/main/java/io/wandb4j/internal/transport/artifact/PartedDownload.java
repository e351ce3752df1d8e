package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Digests;
import io.wandb4j.internal.transport.FileRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

    /** The file with the content of an entry, or null if it is not what was logged. */
    @Nullable
    Path fetch(DownloadAddresses addresses, ArtifactEntry entry, Path folder, LongConsumer moved) throws IOException {
        try (PartFile file = PartFile.open(folder, entry.digest());
                FileChannel channel =
                        FileChannel.open(file.path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            List<Future<Void>> parts = new ArrayList<>();
            for (long from = 0; from < entry.size(); from += partSize) {
                long first = from;
                parts.add(threads.submit(() -> fetchPart(addresses, entry, file, channel, first, moved)));
            }
            if (digest(entry, file.path(), parts).equals(entry.digest())) {
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

    /** Digests the parts in their order while later ones still come. */
    private String digest(ArtifactEntry entry, Path file, List<Future<Void>> parts) throws IOException {
        MessageDigest digest = Digests.newDigest();
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            long position = 0;
            for (Future<Void> part : parts) {
                Parallel.get(part);
                long end = Math.min(entry.size(), position + partSize);
                while (position < end) {
                    buffer.clear().limit((int) Math.min(BUFFER, end - position));
                    int count = in.read(buffer, position);
                    if (count < 0) {
                        throw new IOException(file + " became shorter");
                    }
                    digest.update(buffer.flip());
                    position += count;
                }
            }
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }
}
