package io.wandb4j.internal.stream;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries files and artifacts to the server beside the file stream, on threads of its own: one that handles files, one that
 * handles artifacts, and some that carry the bytes of files.
 *
 * <p>Artifacts go one after the other, so that the versions of a name come in the order of the calls. What an outage stops is
 * tried again until the server is back; what the server refuses is told through {@code problems} and counted, and ends
 * nothing else. */
final class Uploads {
    private static final int MANY = 1000;
    private static final int TOGETHER = 200;
    private static final int TRANSFERS = 8;

    private final RunFiles files;
    private final ArtifactSink artifacts;
    private final Consumer<String> problems;
    private final ExecutorService fileThread;
    private final ExecutorService artifactThread;
    private final ExecutorService transfers;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Queue<String> uploaded = new ConcurrentLinkedQueue<>();
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();
    private final Set<FilesItem> atEnd = ConcurrentHashMap.newKeySet();
    private final Queue<FilesItem> waiting = new ConcurrentLinkedQueue<>();
    private final LiveFiles live;
    private final SentContents contents; // used on the thread of files only
    private final Map<String, CompletableFuture<ArtifactVersion>> awaited = new ConcurrentHashMap<>();
    private final Map<FilesItem.FileType, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final BooleanSupplier ended;
    private volatile @Nullable String closed;

    /** Uploads of a run.
     *
     * @param ended whether it is in vain to try again */
    Uploads(RunFiles files, ArtifactSink artifacts, String runId, BooleanSupplier ended, Consumer<String> problems) {
        this.ended = ended;
        this.files = files;
        this.artifacts = artifacts;
        this.problems = problems;
        this.live = new LiveFiles(files.folder(), System::nanoTime);
        this.contents = new SentContents(files.folder());
        this.fileThread = threads(1, "wandb-files-" + runId);
        this.artifactThread = threads(1, "wandb-artifacts-" + runId);
        this.transfers = threads(TRANSFERS, "wandb-transfer-" + runId);
    }

    /** The future of an artifact whose record will come by; it fails where none comes by any more. */
    CompletableFuture<ArtifactVersion> await(String clientId) {
        CompletableFuture<ArtifactVersion> future =
                awaited.computeIfAbsent(clientId, unused -> new CompletableFuture<>());
        String reason = closed;
        if (reason != null) {
            future.completeExceptionally(new IllegalStateException(reason));
        }
        return future;
    }

    /** Uploads files now or, where their policy says so, when the run ends, or both and whenever they change. */
    void add(List<FilesItem> items) {
        List<FilesItem> now = new ArrayList<>();
        for (FilesItem item : items) {
            FilesItem.PolicyType policy = item.getPolicy();
            if (files.folder().isIgnored(item.getPath())) {
                continue;
            }
            count(item.getType(), 1);
            if (policy == FilesItem.PolicyType.END) {
                unfinished.add(item.getPath());
            }
            if (policy != FilesItem.PolicyType.NOW) {
                atEnd.add(item);
            }
            if (policy == FilesItem.PolicyType.LIVE) {
                live.add(item);
            }
            if (policy != FilesItem.PolicyType.END) {
                now.add(item);
            }
        }
        upload(now);
    }

    /** Uploads the live files that have changed. */
    void addChanged() {
        upload(live.changed());
    }

    /** Uploads the files that wait for the end of the run. */
    void addFilesAtEnd() {
        List<FilesItem> last = atEnd.stream()
                .map(item ->
                        item.toBuilder().setPolicy(FilesItem.PolicyType.END).build())
                .distinct()
                .toList();
        atEnd.clear();
        upload(last);
    }

    /** Uploads an artifact; what is to be done when the server has it is called on the thread of the upload. */
    void add(ArtifactRecord artifact, Runnable committed) {
        CompletableFuture<ArtifactVersion> future = await(artifact.getClientId());
        run(artifactThread, "artifact " + artifact.getName(), () -> {
            try {
                ArtifactVersion version = untilReached(() -> artifacts.upload(artifact));
                committed.run();
                count(FilesItem.FileType.ARTIFACT, artifact.getManifest().getContentsCount());
                future.complete(version);
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
                throw e;
            }
        });
    }

    /** The next file that arrived, null if there is none to tell of. */
    @Nullable
    String pollUploaded() {
        return uploaded.poll();
    }

    int count(FilesItem.FileType type) {
        AtomicInteger count = counts.get(type);
        return count == null ? 0 : count.get();
    }

    /** How many files wait for their turn, or for the end of the run. */
    int unfinishedFiles() {
        return unfinished.size();
    }

    /** How many artifacts are expected, or wait for their turn. */
    long unfinishedArtifacts() {
        return awaited.values().stream().filter(future -> !future.isDone()).count();
    }

    /** How many files and artifacts did not arrive. */
    int failures() {
        return failures.get();
    }

    /** Whether so much waits that more should not be added. */
    boolean isBusy() {
        return pending.get() > MANY;
    }

    /** Waits until all that was added before is done, but no longer than that; whether it is. */
    boolean awaitAll(Duration timeout) throws InterruptedException {
        CompletableFuture<Void> filesDone = CompletableFuture.runAsync(() -> {}, fileThread);
        CompletableFuture<Void> artifactsDone = CompletableFuture.runAsync(() -> {}, artifactThread);
        try {
            CompletableFuture.allOf(filesDone, artifactsDone).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nothing that could fail is waited for
        }
    }

    /** Lets the threads go; artifacts that never came by fail. */
    void close(String reason) {
        closed = reason;
        fileThread.shutdown();
        artifactThread.shutdown();
        awaited.values().forEach(future -> future.completeExceptionally(new IllegalStateException(reason)));
    }

    private void upload(List<FilesItem> items) {
        if (items.isEmpty()) {
            return;
        }
        items.forEach(item -> unfinished.add(item.getPath()));
        waiting.addAll(items);
        for (int taken = 0; taken < items.size(); taken += TOGETHER) {
            run(fileThread, "files such as " + items.get(taken).getPath(), this::uploadWaiting);
        }
    }

    /** Uploads what waits, or as much of it as one request names; another call may have left nothing to do. */
    private void uploadWaiting() {
        Map<String, FilesItem> items = new LinkedHashMap<>();
        for (FilesItem item = waiting.poll(); item != null; item = items.size() < TOGETHER ? waiting.poll() : null) {
            items.put(item.getPath(), item);
        }
        List<String> names = List.copyOf(items.keySet());
        items.values().removeIf(this::isGone);
        items.values().removeIf(item -> mayComeAgain(item) && !contents.isNew(item.getPath()));
        try {
            untilReached(() -> {
                Map<String, CommunicationException> failed = files.upload(items.keySet(), transfers, this::arrived);
                items.keySet().retainAll(failed.keySet());
                failed.forEach((name, e) -> giveUpIfRefused(items, name, e));
                if (!items.isEmpty()) {
                    throw failed.get(items.keySet().iterator().next());
                }
                return names;
            });
        } finally {
            names.forEach(unfinished::remove);
        }
    }

    /** Whether there is no such file, which is told, unless it may come back. */
    private boolean isGone(FilesItem item) {
        boolean gone = !files.folder().isPresent(item.getPath());
        if (gone && item.getPolicy() != FilesItem.PolicyType.LIVE) {
            problems.accept("cannot upload " + item.getPath() + ": there is no such file any more");
        }
        return gone;
    }

    /** Media are written once; logs of other clients do not mark them. */
    private static boolean mayComeAgain(FilesItem item) {
        return item.getType() == FilesItem.FileType.OTHER && !item.getPath().startsWith("media/");
    }

    private void giveUpIfRefused(Map<String, FilesItem> items, String name, CommunicationException e) {
        if (!e.isRejected()) {
            return;
        }
        FilesItem item = items.remove(name);
        if (item != null && item.getPolicy() != FilesItem.PolicyType.LIVE) { // a live one is sent again at the end
            failures.incrementAndGet();
            problems.accept("could not upload file " + name + ": " + e.getMessage());
        }
    }

    private void arrived(String name) {
        contents.arrived(name);
        uploaded.add(name);
    }

    private void count(FilesItem.FileType type, int more) {
        counts.computeIfAbsent(type, unused -> new AtomicInteger()).addAndGet(more);
    }

    private void run(ExecutorService thread, String what, Runnable work) {
        pending.incrementAndGet();
        thread.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) { // a fault of ours must be told like any other, and end nothing else
                failures.incrementAndGet();
                boolean known = e instanceof WandbException || e instanceof UncheckedIOException;
                problems.accept("could not upload " + what + ": " + (known ? e.getMessage() : "internal error: " + e));
            } finally {
                pending.decrementAndGet();
            }
        });
    }

    /** Does something until the server answers: each time for as long as its retries go, with new addresses. */
    private <T> T untilReached(Supplier<T> work) {
        while (true) {
            try {
                return work.get();
            } catch (CommunicationException e) {
                if (e.isRejected()
                        || ended.getAsBoolean()
                        || fileThread.isShutdown()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    /** At most so many threads, which go when there is nothing to do. */
    private static ExecutorService threads(int most, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
