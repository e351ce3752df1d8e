package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Digests;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.FileRange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Fetches the content of entries: what arrives is what was logged, or nothing arrives.
 *
 * <p>Large files come in several parts at once, and go on where an earlier process left them. */
final class ContentFetch {
    private static final int ATTEMPTS = 3;

    private final DownloadAddresses addresses;
    private final Tally tally;
    private final PartedDownload parts;

    ContentFetch(DownloadAddresses addresses, Tally tally, PartedDownload parts) {
        this.addresses = addresses;
        this.tally = tally;
        this.parts = parts;
    }

    /** A new file in a folder with the content of the entry.
     *
     * @param name of the file
     * @param copy becomes a second file if the content is large: that would take longer afterwards
     * @throws CommunicationException if no attempt brought what was logged */
    Path fetch(ArtifactEntry entry, Path folder, String name, @Nullable Path copy) throws IOException {
        for (int attempt = 1; ; attempt++) {
            AtomicLong moved = new AtomicLong();
            Path file = parts.takes(entry)
                    ? parts.fetch(addresses, entry, folder, copy, tally::moved)
                    : fetchWhole(entry, folder.resolve(name), moved);
            if (file != null) {
                return file;
            }
            tally.moved(-moved.get());
            if (copy != null) {
                Files.deleteIfExists(copy);
            }
            if (attempt == ATTEMPTS) {
                throw CommunicationException.rejected(
                        0,
                        "file '" + entry.path() + "' of artifact " + addresses.version() + " is not what was logged",
                        null);
            }
        }
    }

    /** The file, or null if it is not what was logged. */
    private @Nullable Path fetchWhole(ArtifactEntry entry, Path file, AtomicLong moved) throws IOException {
        MessageDigest digest = Digests.newDigest();
        boolean complete = false;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (entry.size() > 0) {
                FileRange range = new FileRange(entry.path(), out, 0, entry.size(), entry.size(), digest, count -> {
                    moved.addAndGet(count);
                    tally.moved(count);
                });
                addresses.fetch(entry, range);
            }
            complete = Base64.getEncoder().encodeToString(digest.digest()).equals(entry.digest());
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
        return complete ? file : null;
    }
}
