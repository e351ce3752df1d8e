package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Digests;
import io.wandb4j.artifact.Download;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Fetches versions: several files at a time, each verified, those that are in the cache without the network. */
final class ArtifactDownloader {
    private final ApiClient client;
    private final ArtifactCache cache;
    private final ReferenceFetch references;

    ArtifactDownloader(ApiClient client, ArtifactCache cache, ReferenceFetch references) {
        this.client = client;
        this.cache = cache;
        this.references = references;
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
            List<Callable<Path>> tasks = new ArrayList<>();
            for (ArtifactEntry entry : wanted) {
                tasks.add(() -> fetch(new Job(version, download, contents, folder, tally), entry));
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

    private Path fetch(Job job, ArtifactEntry entry) {
        try {
            Path target = job.folder().file(entry.path());
            if (entry.reference().isPresent()) {
                references.fetch(entry, target, job.download());
            } else if (isThere(entry, target)) {
                job.tally().moved(entry.size());
            } else if (job.download().usesCache()) {
                throughCache(job, entry, target);
            } else {
                intoFolder(job, entry, target);
            }
            job.tally().fileDone();
            return target;
        } catch (IOException e) {
            throw CommunicationException.rejected(
                    0, "cannot write file '" + entry.path() + "' of artifact " + job.version() + ": " + e, e);
        }
    }

    private void throughCache(Job job, ArtifactEntry entry, Path target) throws IOException {
        Optional<Path> cached = cache.find(entry);
        if (cached.isPresent() && ArtifactCache.copy(cached.get(), entry, target)) {
            job.tally().moved(entry.size());
            return;
        }
        cache.reserve(entry.size());
        Path fetched = job.contents()
                .fetch(entry, cache.temporaries(), UUID.randomUUID().toString());
        try {
            ArtifactCache.place(cache.take(entry.digest(), fetched), target);
        } catch (NoSuchFileException e) { // another process tidied up in between
            intoFolder(job, entry, target);
        }
    }

    private static void intoFolder(Job job, ArtifactEntry entry, Path target) throws IOException {
        Path folder = job.download().root();
        Path fetched = job.contents().fetch(entry, folder, ".wandb-" + UUID.randomUUID() + ".part");
        Files.move(fetched, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isThere(ArtifactEntry entry, Path target) throws IOException {
        return Files.isRegularFile(target)
                && Files.size(target) == entry.size()
                && Digests.of(target).equals(entry.digest());
    }
}
