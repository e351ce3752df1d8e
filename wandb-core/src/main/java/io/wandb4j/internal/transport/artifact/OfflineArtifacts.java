package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactEdit;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactServer;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.CompleteFile;
import io.wandb4j.artifact.Download;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.io.IOException;
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

    /** What the cache of the settings knows of the server of the settings. */
    public OfflineArtifacts(Settings settings) {
        this.settings = settings;
        this.known = KnownVersions.of(settings);
        this.cache = ArtifactCache.in(settings.cacheDir());
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
        try {
            TargetFolder folder = TargetFolder.at(download.root());
            for (ArtifactEntry entry : version.manifest().entries()) {
                if (download.takes(entry)) {
                    place(version, entry, folder.file(entry.path()));
                }
            }
        } catch (IOException e) {
            throw new UsageException("cannot write artifact " + version + " to " + download.root() + ": " + e, e);
        }
    }

    private void place(ArtifactVersion version, ArtifactEntry entry, Path target) throws IOException {
        Optional<Path> cached = entry.reference().isEmpty() ? cache.find(entry) : Optional.empty();
        if (cached.isEmpty() || !CompleteFile.copy(cached.get(), entry, target)) {
            throw new UsageException("file '" + entry.path() + "' of artifact " + version
                    + " is not in the cache of this machine, and the run is not online");
        }
    }

    @Override
    public ArtifactVersion byId(String id) {
        throw offline();
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
