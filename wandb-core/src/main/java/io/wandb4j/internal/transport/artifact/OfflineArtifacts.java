package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactEdit;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactServer;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.CompleteFile;
import io.wandb4j.artifact.Digests;
import io.wandb4j.artifact.Download;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.artifact.Reference;
import io.wandb4j.artifact.WandbReferences;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Artifacts without a server: the versions that paths led to when they were last used online, out of the cache.
 *
 * <p>Safe for use by several threads. */
public final class OfflineArtifacts implements ArtifactServer {
    private final Settings settings;
    private final KnownVersions known;
    private final ArtifactCache cache;
    private final ReferenceFetch references;

    /** What the cache of the settings knows of the server of the settings. */
    public OfflineArtifacts(Settings settings) {
        this.settings = settings;
        this.known = KnownVersions.of(settings);
        this.cache = ArtifactCache.in(settings.cacheDir());
        this.references = new ReferenceFetch(cache, settings, this::byId);
    }

    /** The version that a path led to when it was last used online.
     *
     * @throws UsageException if it never was */
    public ArtifactVersion find(ArtifactPath path) {
        return known.membership(path)
                .map(membership -> new ArtifactReader(this).membership(membership))
                .orElseThrow(
                        () -> new UsageException("artifact '" + path + "' is not known on this machine, and the run "
                                + "is not online: use it online once, by the same path"));
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Manifest manifest(ArtifactVersion version) {
        return known.manifest(version.id())
                .map(Manifest::parse)
                .orElseThrow(() -> new UsageException("the files of artifact " + version
                        + " were never fetched on this machine, and the run is not online: download it online once"));
    }

    @Override
    public void download(ArtifactVersion version, Download download) {
        List<ArtifactEntry> wanted =
                version.manifest().entries().stream().filter(download::takes).toList();
        Tally tally = new Tally(wanted, download.listener());
        try {
            TargetFolder folder = TargetFolder.at(download.root());
            for (ArtifactEntry entry : wanted) {
                Path target = folder.file(entry.path());
                if (entry.reference().isPresent()) {
                    refer(version, entry, target, download);
                } else if (!isThere(entry, target)) {
                    place(version, entry, target);
                }
                tally.moved(entry.size());
                tally.fileDone();
            }
        } catch (IOException e) {
            throw new UsageException("cannot write artifact " + version + " to " + download.root() + ": " + e, e);
        }
    }

    private static boolean isThere(ArtifactEntry entry, Path target) throws IOException {
        return Files.isRegularFile(target)
                && Files.size(target) == entry.size()
                && Digests.of(target).equals(entry.digest());
    }

    private void place(ArtifactVersion version, ArtifactEntry entry, Path target) throws IOException {
        Optional<Path> cached = cache.find(entry);
        if (cached.isEmpty() || !CompleteFile.copy(cached.get(), entry, target)) {
            throw notCached(version, entry);
        }
    }

    /** Takes what a reference leads to from this machine: whoever is not online asks no other one. */
    private void refer(ArtifactVersion version, ArtifactEntry entry, Path target, Download download)
            throws IOException {
        String uri = entry.reference().orElseThrow();
        if (WandbReferences.isOne(uri)
                || Reference.schemeOf(uri).equals("file")
                || cache.findReference(entry).isPresent()) {
            references.fetch(entry, target, download);
        } else if (!download.allowsMissingReferences()) {
            throw notCached(version, entry);
        }
    }

    private static UsageException notCached(ArtifactVersion version, ArtifactEntry entry) {
        return new UsageException("file '" + entry.path() + "' of artifact " + version
                + " is not in the cache of this machine, and the run is not online");
    }

    /** The version that was last known online by this id.
     *
     * @throws UsageException if none was */
    @Override
    public ArtifactVersion byId(String id) {
        return known.version(id)
                .map(artifact -> new ArtifactReader(this).version(artifact))
                .orElseThrow(() -> new UsageException("the artifact with id '" + id + "' is not known on this machine,"
                        + " and the run is not online: use it online once"));
    }

    @Override
    public ArtifactVersion change(ArtifactVersion version, ArtifactEdit edit) {
        throw offline();
    }

    @Override
    public void delete(ArtifactVersion version, boolean withAliases) {
        throw offline();
    }

    @Override
    public ArtifactVersion link(ArtifactVersion version, ArtifactPath target, List<String> aliases) {
        throw offline();
    }

    @Override
    public void unlink(ArtifactVersion link) {
        throw offline();
    }

    @Override
    public List<ArtifactVersion> links(ArtifactVersion version) {
        throw offline();
    }

    private static UsageException offline() {
        return new UsageException("this needs the server, and the run is not online");
    }
}
