package io.wandb4j.internal.stream;

import io.wandb4j.internal.log.proto.FilesItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The files that are to be uploaded whenever they change, which is looked for twice a second.
 *
 * <p>For one thread, the sender's: while that is busy with a request, or waits for the network, nothing could be uploaded
 * anyway. */
final class LiveFiles {
    private static final long INTERVAL = Duration.ofMillis(500).toNanos();

    private final UploadedFiles folder;
    private final LongSupplier nanos;
    private final Map<FilesItem, FileStamp> watched = new LinkedHashMap<>();
    private long lookedAt;

    /** @param nanos a clock that only goes on */
    LiveFiles(UploadedFiles folder, LongSupplier nanos) {
        this.folder = folder;
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong();
    }

    /** Watches a file from now on. */
    void add(FilesItem item) {
        watched.put(item, FileStamp.of(folder.file(item.getPath())));
    }

    /** The files that changed since they were looked at last; none if that was just now. */
    List<FilesItem> changed() {
        long now = nanos.getAsLong();
        if (watched.isEmpty() || now - lookedAt < INTERVAL) {
            return List.of();
        }
        lookedAt = now;
        List<FilesItem> changed = new ArrayList<>();
        watched.replaceAll((item, before) -> {
            FileStamp stamp = FileStamp.of(folder.file(item.getPath()));
            if (!stamp.equals(before) && !stamp.equals(FileStamp.NONE)) {
                changed.add(item);
            }
            return stamp;
        });
        return changed;
    }
}
