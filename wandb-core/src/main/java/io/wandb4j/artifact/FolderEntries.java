package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Makes entries of the files of a folder: copied and digested by a few threads, in the order of their names. */
final class FolderEntries {
    private static final int MOST_THREADS = 8;
    private static final int WORTH_THREADS = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ArtifactStaging staging;
    private final FileSelection selection;
    private final Queue<ArtifactEntry> made = new ConcurrentLinkedQueue<>();

    FolderEntries(ArtifactStaging staging, FileSelection selection) {
        this.staging = staging;
        this.selection = selection;
    }

    /** All entries; or none, and no copy stays.
     *
     * @throws UsageException if a file cannot be an entry
     * @throws IOException if one cannot be read */
    List<ArtifactEntry> make() throws IOException {
        List<Path> files = FolderWalk.files(selection);
        int threads = files.size() < WORTH_THREADS
                ? 1
                : Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "wandb-artifact-files");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<List<ArtifactEntry>>> pending = new ArrayList<>();
        boolean complete = false;
        try {
            for (int from = 0; from < files.size(); from += WORTH_THREADS) {
                List<Path> some = files.subList(from, Math.min(files.size(), from + WORTH_THREADS));
                pending.add(pool.submit(() -> entries(some)));
            }
            List<ArtifactEntry> entries = new ArrayList<>();
            for (Future<List<ArtifactEntry>> each : pending) {
                entries.addAll(get(each));
            }
            complete = true;
            return entries;
        } finally {
            pool.shutdownNow();
            if (!complete) {
                discard(pool);
            }
        }
    }

    private void discard(ExecutorService pool) throws IOException {
        try {
            // whoever is not done by then leaves one copy behind
            boolean ignored = pool.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (ArtifactEntry entry : made) {
            staging.discard(entry);
        }
    }

    private List<ArtifactEntry> entries(List<Path> files) throws IOException {
        List<ArtifactEntry> entries = new ArrayList<>();
        for (Path file : files) {
            entries.add(entry(file));
        }
        return entries;
    }

    private ArtifactEntry entry(Path relative) throws IOException {
        String path = EntryPath.of(selection.entryPath(relative));
        ArtifactEntry entry = selection.policy().entry(path, selection.folder().resolve(relative), staging);
        made.add(entry);
        return entry;
    }

    private static List<ArtifactEntry> get(Future<List<ArtifactEntry>> entries) throws IOException {
        try {
            return entries.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("the thread was interrupted while it added files to an artifact", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof UsageException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
