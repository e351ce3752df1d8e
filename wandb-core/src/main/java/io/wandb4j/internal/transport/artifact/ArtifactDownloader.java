package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactContents;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Digests;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches versions: a few files at a time, each verified, those that are in the cache without the network. */
final class ArtifactDownloader implements ArtifactContents {
    private static final Logger log = LoggerFactory.getLogger(ArtifactDownloader.class);

    private final ApiClient client;
    private final ArtifactCache cache;
    private final Path defaultFolder;

    ArtifactDownloader(ApiClient client, ArtifactCache cache, Path defaultFolder) {
        this.client = client;
        this.cache = cache;
        this.defaultFolder = defaultFolder;
    }

    @Override
    public Path defaultFolder() {
        return defaultFolder;
    }

    @Override
    public Manifest manifest(ArtifactVersion version) {
        JsonNode data = client.graphql("FetchArtifactManifest", ArtifactDocuments.MANIFEST, Map.of("id", version.id()));
        String url = data.at("/artifact/currentManifest/file/directUrl").asText("");
        if (url.isEmpty()) {
            throw CommunicationException.rejected(0, "artifact " + version + " has no manifest", null);
        }
        return Manifest.parse(client.read(url, "the manifest of artifact " + version));
    }

    @Override
    public void download(ArtifactVersion version, Path root) {
        Manifest manifest = manifest(version);
        DownloadAddresses addresses = new DownloadAddresses(client, version, manifest);
        List<Callable<Path>> tasks = new ArrayList<>();
        for (ArtifactEntry entry : manifest.entries()) {
            tasks.add(() -> fetch(version, entry, addresses, root.resolve(entry.path())));
        }
        try (Parallel parallel = new Parallel("wandb-download")) {
            Files.createDirectories(root);
            parallel.all(tasks);
        } catch (IOException e) {
            throw new CommunicationException("cannot write artifact " + version + " to " + root + ": " + e, e);
        }
    }

    private Path fetch(ArtifactVersion version, ArtifactEntry entry, DownloadAddresses addresses, Path target) {
        if (entry.reference().isPresent()) {
            return fetchReference(version, entry, target);
        }
        try {
            if (isThere(entry, target)) {
                return target;
            }
            Optional<Path> cached = cache.find(entry);
            if (cached.isPresent() && ArtifactCache.copy(cached.get(), entry, target)) {
                return target;
            }
            if (!ArtifactCache.copy(fetchIntoCache(entry, addresses), entry, target)) {
                cache.remove(entry.digest());
                throw CommunicationException.rejected(
                        0, "file '" + entry.path() + "' of artifact " + version + " is not what was logged", null);
            }
            return target;
        } catch (IOException e) {
            throw new CommunicationException(
                    "cannot write file '" + entry.path() + "' of artifact " + version + ": " + e, e);
        }
    }

    private Path fetchIntoCache(ArtifactEntry entry, DownloadAddresses addresses) throws IOException {
        Path temporary = cache.newTemporary();
        try {
            addresses.download(entry, temporary);
            return cache.take(entry.digest(), temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path fetchReference(ArtifactVersion version, ArtifactEntry entry, Path target) {
        String reference = entry.reference().orElseThrow();
        if (reference.startsWith("http://") || reference.startsWith("https://")) {
            client.download(reference, target);
        } else {
            log.warn("artifact {}: '{}' lies at {} and is not fetched", version, entry.path(), reference);
        }
        return target;
    }

    private static boolean isThere(ArtifactEntry entry, Path target) throws IOException {
        return Files.isRegularFile(target)
                && Files.size(target) == entry.size()
                && Digests.of(target).equals(entry.digest());
    }
}
