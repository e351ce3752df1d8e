package io.wandb4j.internal.stream;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries files and artifacts to the server beside the file stream, on two threads of its own.
 *
 * <p>Artifacts go one after the other, so that the versions of a name come in the order of the calls. Failures are told
 * through {@code problems} and counted; they end nothing else. */
final class Uploads {
    private final RunFiles files;
    private final ArtifactSink artifacts;
    private final Consumer<String> problems;
    private final ExecutorService fileThread;
    private final ExecutorService artifactThread;
    private final Phaser pending = new Phaser(1);
    private final Queue<String> uploaded = new ConcurrentLinkedQueue<>();
    private final Map<String, CompletableFuture<ArtifactVersion>> awaited = new ConcurrentHashMap<>();
    private final Map<FilesItem.FileType, AtomicInteger> counts = new ConcurrentHashMap<>();

    Uploads(RunFiles files, ArtifactSink artifacts, String runId, Consumer<String> problems) {
        this.files = files;
        this.artifacts = artifacts;
        this.problems = problems;
        this.fileThread = thread("wandb-files-" + runId);
        this.artifactThread = thread("wandb-artifacts-" + runId);
    }

    /** The future of an artifact whose record will come by. */
    CompletableFuture<ArtifactVersion> await(String clientId) {
        return awaited.computeIfAbsent(clientId, unused -> new CompletableFuture<>());
    }

    void add(List<FilesItem> items) {
        items.forEach(item -> counts.computeIfAbsent(item.getType(), unused -> new AtomicInteger())
                .incrementAndGet());
        List<String> names = items.stream().map(FilesItem::getPath).toList();
        run(fileThread, "files " + names, () -> files.upload(names, uploaded::add));
    }

    void add(ArtifactRecord artifact) {
        CompletableFuture<ArtifactVersion> future = await(artifact.getClientId());
        run(artifactThread, "artifact " + artifact.getName(), () -> {
            try {
                future.complete(artifacts.upload(artifact));
                count(FilesItem.FileType.ARTIFACT, artifact.getManifest().getContentsCount());
            } catch (WandbException | UncheckedIOException e) {
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

    /** Waits until all that was added is done. */
    void awaitAll() {
        pending.awaitAdvance(pending.arrive());
    }

    /** Lets the threads go; artifacts that never came by fail. */
    void close(String reason) {
        fileThread.shutdown();
        artifactThread.shutdown();
        awaited.values().forEach(future -> future.completeExceptionally(new IllegalStateException(reason)));
    }

    private void count(FilesItem.FileType type, int more) {
        counts.computeIfAbsent(type, unused -> new AtomicInteger()).addAndGet(more);
    }

    private void run(ExecutorService thread, String what, Runnable work) {
        pending.register();
        thread.execute(() -> {
            try {
                work.run();
            } catch (WandbException | UncheckedIOException e) {
                problems.accept("could not upload " + what + ": " + e.getMessage());
            } finally {
                pending.arriveAndDeregister();
            }
        });
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
