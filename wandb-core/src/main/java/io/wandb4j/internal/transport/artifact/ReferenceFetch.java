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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what references lead to. */
final class ReferenceFetch {
    private static final Logger log = LoggerFactory.getLogger(ReferenceFetch.class);

    private static final int MOST_HOPS = 10;
    // Many files of one artifact lead to few others, of which each is looked at once.
    private static final int MOST_RECENT = 8;

    private final ArtifactCache cache;
    private final Settings settings;
    private final Function<String, ArtifactVersion> versions;
    private final Map<String, ArtifactVersion> recent = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArtifactVersion> eldest) {
            return size() > MOST_RECENT;
        }
    });

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
            Place place = end(file);
            Download download = Download.to(folder).only(place.path());
            place.version().download(usesCache ? download : download.withoutCache());
            CompleteFile.move(FileNames.below(folder, place.path()), target);
        } finally {
            Folders.delete(folder);
        }
    }

    /** A file of a version. */
    private record Place(ArtifactVersion version, String path) {}

    /** Where a file lies to which a chain of references leads. */
    private Place end(WandbReferences.Target start) {
        WandbReferences.Target file = start;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            ArtifactVersion version = recent.computeIfAbsent(file.artifactId(), versions);
            String path = file.path();
            ArtifactEntry entry = version.manifest()
                    .entry(path)
                    .orElseThrow(() -> new UsageException("artifact " + version + " has no file '" + path + "'"));
            Optional<String> further = entry.reference().filter(WandbReferences::isOne);
            if (further.isEmpty()) {
                return new Place(version, path);
            }
            file = WandbReferences.parse(further.get());
        }
        throw new UsageException("file '" + start.path() + "' of the artifact with the id " + start.artifactId()
                + " leads from artifact to artifact without end");
    }
}
