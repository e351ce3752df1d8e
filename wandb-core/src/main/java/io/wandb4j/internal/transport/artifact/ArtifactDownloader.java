package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.CompleteFile;
import io.wandb4j.artifact.Digests;
import io.wandb4j.artifact.Download;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Fetches versions: several files at a time, each verified, those that are in the cache without the network. */
final class ArtifactDownloader {
    private final ApiClient client;
    private final ArtifactCache cache;
    private final ReferenceFetch references;
    private final Bundles bundles;

    ArtifactDownloader(ApiClient client, ArtifactCache cache, ReferenceFetch references) {
        this.client = client;
        this.cache = cache;
        this.references = references;
        this.bundles = new Bundles(client);
    }

    /** Puts the wanted files of a version into a folder. */
    void download(ArtifactVersion version, Manifest manifest, Download download) {
        List<ArtifactEntry> wanted =
                manifest.entries().stream().filter(download::takes).toList();
        Tally tally = new Tally(wanted, download.listener());
        try (Parallel parallel = new Parallel("wandb-download");
                PartedDownload parts = PartedDownload.standard()) {
            ContentFetch contents = new ContentFetch(new DownloadAddresses(client, version, manifest), tally, parts);
            TargetFolder folder = TargetFolder.at(download.root());
            Job job = new Job(version, download, contents, folder, tally);
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (List<ArtifactEntry> group : Bundles.groups(wanted)) {
                tasks.add(() -> fetch(job, group));
            }
            parallel.all(tasks);
        } catch (IOException e) {
            throw new CommunicationException(
                    "cannot write artifact " + version + " to " + download.root() + ": " + e, e);
        }
    }

    /** One download. */
    private record Job(
            ArtifactVersion version, Download download, ContentFetch contents, TargetFolder folder, Tally tally) {}

    /** Does something for an entry, with the file that it becomes. */
    private interface Step {
        boolean done(Path target) throws IOException;
    }

    private boolean fetch(Job job, List<ArtifactEntry> group) throws IOException {
        List<ArtifactEntry> missing = group.stream()
                .filter(entry -> !step(job, entry, target -> isHere(job, entry, target)))
                .toList();
        Map<String, byte[]> together = bundles.fetch(job.version().id(), missing);
        if (job.download().usesCache()) {
            cache.reserve(together.values().stream()
                    .mapToLong(content -> content.length)
                    .sum());
        }
        for (ArtifactEntry entry : missing) {
            step(job, entry, target -> bring(job, entry, target, together.get(entry.digest())));
        }
        return true;
    }

    private static boolean step(Job job, ArtifactEntry entry, Step step) {
        try {
            boolean done = step.done(job.folder().file(entry.path()));
            if (done) {
                job.tally().fileDone();
            }
            return done;
        } catch (IOException e) {
            throw CommunicationException.rejected(
                    0, "cannot write file '" + entry.path() + "' of artifact " + job.version() + ": " + e, e);
        }
    }

    /** Whether no network is needed: it is in the folder, or in the cache. */
    private boolean isHere(Job job, ArtifactEntry entry, Path target) throws IOException {
        if (entry.reference().isPresent()) {
            return false;
        }
        boolean here = isThere(job, entry, target);
        if (!here && job.download().usesCache()) {
            Optional<Path> cached = cache.find(entry);
            here = cached.isPresent() && CompleteFile.copy(cached.get(), entry, target);
        }
        if (here) {
            job.tally().moved(entry.size());
        }
        return here;
    }

    private boolean bring(Job job, ArtifactEntry entry, Path target, byte @Nullable [] content) throws IOException {
        if (entry.reference().isPresent()) {
            references.fetch(entry, target, job.download());
        } else if (content != null) {
            place(job, entry, target, content);
        } else if (job.download().usesCache()) {
            throughCache(job, entry, target);
        } else {
            intoFolder(job, entry, target);
        }
        return true;
    }

    private void place(Job job, ArtifactEntry entry, Path target, byte[] content) throws IOException {
        if (job.download().usesCache()) {
            cache.add(entry.digest(), content);
        }
        CompleteFile.write(content, target);
        job.tally().moved(content.length);
    }

    private void throughCache(Job job, ArtifactEntry entry, Path target) throws IOException {
        cache.reserve(entry.size());
        Path copy = CompleteFile.partOf(target);
        try {
            Path fetched = job.contents().fetch(entry, cache.temporaries(), CompleteFile.freshName(), copy);
            Path cached = cache.take(entry.digest(), fetched);
            if (Files.exists(copy)) {
                CompleteFile.move(copy, target);
            } else {
                CompleteFile.copy(cached, target);
            }
        } catch (NoSuchFileException e) { // another process tidied up in between
            intoFolder(job, entry, target);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static void intoFolder(Job job, ArtifactEntry entry, Path target) throws IOException {
        Path folder = job.download().root();
        Path fetched = job.contents().fetch(entry, folder, ".wandb-" + CompleteFile.freshName() + ".part", null);
        CompleteFile.move(fetched, target);
    }

    private static boolean isThere(Job job, ArtifactEntry entry, Path target) throws IOException {
        return !job.folder().made(target)
                && Files.isRegularFile(target)
                && Files.size(target) == entry.size()
                && Digests.of(target).equals(entry.digest());
    }
}
