package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.CompleteFile;
import io.wandb4j.artifact.Download;
import io.wandb4j.artifact.ReferenceStores;
import io.wandb4j.artifact.WandbReferences;
import io.wandb4j.errors.UsageException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.place.FileNames;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what references lead to. */
final class ReferenceFetch {
    private static final Logger log = LoggerFactory.getLogger(ReferenceFetch.class);

    private final ArtifactCache cache;
    private final Settings settings;
    private final Function<String, ArtifactVersion> versions;

    /** Fetches with these settings.
     *
     * @param versions finds a version by its id */
    ReferenceFetch(ArtifactCache cache, Settings settings, Function<String, ArtifactVersion> versions) {
        this.cache = cache;
        this.settings = settings;
        this.versions = versions;
    }

    void fetch(ArtifactEntry entry, Path target, Download download) throws IOException {
        try {
            fetch(entry, target, download.usesCache());
        } catch (WandbException e) {
            if (!download.allowsMissingReferences()) {
                throw e;
            }
            log.warn("'{}' is left out: {}", entry.path(), e.getMessage());
        }
    }

    private void fetch(ArtifactEntry entry, Path target, boolean usesCache) throws IOException {
        String uri = entry.reference().orElseThrow();
        if (WandbReferences.isOne(uri)) {
            fetchFile(WandbReferences.parse(uri), target, usesCache);
            return;
        }
        Optional<Path> cached = usesCache ? cache.findReference(entry) : Optional.empty();
        if (cached.isPresent()) {
            CompleteFile.copy(cached.get(), target);
            return;
        }
        Path temporary = usesCache ? cache.newTemporary() : CompleteFile.partOf(target);
        try {
            ReferenceStores.of(uri).fetch(entry, temporary, settings);
            if (usesCache) {
                CompleteFile.copy(cache.takeReference(entry, temporary), target);
            } else {
                CompleteFile.move(temporary, target);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A file of another version comes by a folder beside the target, as it has another name there. */
    private void fetchFile(WandbReferences.Target file, Path target, boolean usesCache) throws IOException {
        Path folder = CompleteFile.partOf(target);
        try {
            Download download = Download.to(folder).only(file.path());
            ArtifactVersion version = versions.apply(file.artifactId());
            version.download(usesCache ? download : download.withoutCache());
            Path fetched = FileNames.below(folder, file.path());
            if (!Files.exists(fetched)) {
                throw new UsageException("artifact " + version + " has no file '" + file.path() + "'");
            }
            CompleteFile.move(fetched, target);
        } finally {
            Folders.delete(folder);
        }
    }
}
