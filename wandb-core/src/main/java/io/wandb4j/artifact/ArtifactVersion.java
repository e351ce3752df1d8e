package io.wandb4j.artifact;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.FileNames;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A version of an artifact that the server keeps.
 *
 * <p>Immutable; its files are fetched when they are asked for. Safe for use by several threads. */
public final class ArtifactVersion {
    private final ArtifactDetails details;
    private final ArtifactServer server;
    private volatile @Nullable Manifest manifest;

    /** A version that a server keeps. For the use of this library. */
    public ArtifactVersion(ArtifactDetails details, ArtifactServer server) {
        this.details = details;
        this.server = server;
    }

    /** Who owns the project. */
    public String entity() {
        return details.entity();
    }

    /** Where the artifact lies. */
    public String project() {
        return details.project();
    }

    /** The artifact's name, without the version. */
    public String name() {
        return details.name();
    }

    /** The version, such as {@code v0}. */
    public String version() {
        return details.version();
    }

    /** The aliases by which the version is found now. */
    public List<String> aliases() {
        return details.aliases();
    }

    /** What the files are. */
    public String type() {
        return details.type();
    }

    /** By which the server knows the version. */
    public String id() {
        return details.id();
    }

    /** What identifies the contents. */
    public String digest() {
        return details.digest();
    }

    /** The size of all files in bytes. */
    public long size() {
        return details.size();
    }

    /** Facts about the artifact. */
    public Map<String, Object> metadata() {
        return details.metadata();
    }

    /** What the artifact is for. */
    public Optional<String> description() {
        return details.description();
    }

    /** The tags of the version. */
    public List<String> tags() {
        return details.tags();
    }

    /** How long the version is kept; {@link TimeToLive#FOREVER} if nothing limits that. */
    public TimeToLive timeToLive() {
        return details.timeToLive();
    }

    /** How many files the version has. */
    public long fileCount() {
        return details.fileCount();
    }

    /** When the version was logged, if the server said so. */
    public Optional<Instant> createdAt() {
        return details.createdAt();
    }

    /** Name and version: {@code name:v0}. */
    public String nameAndVersion() {
        return name() + ":" + version();
    }

    /** The whole path of the version: {@code entity/project/name:v0}. */
    public String qualifiedName() {
        return entity() + "/" + project() + "/" + nameAndVersion();
    }

    /** Whether this is a link to a version that was logged elsewhere. */
    public boolean isLink() {
        return !source().equals(new ArtifactPath(Optional.of(entity()), Optional.of(project()), name(), version()));
    }

    /** Where the version was logged, which is this path unless it is a link. */
    public ArtifactPath source() {
        return details.source();
    }

    /** The list of the version's files, which is asked for once. */
    public Manifest manifest() {
        Manifest known = manifest;
        if (known == null) {
            known = server.manifest(this);
            manifest = known;
        }
        return known;
    }

    /** Puts all files into the usual folder for downloads and answers the folder.
     *
     * @throws io.wandb4j.errors.CommunicationException if a file cannot be fetched, or is not what was logged */
    public Path download() {
        return download(defaultFolder());
    }

    /** Puts all files into the given folder, next to what is there, and answers the folder. */
    public Path download(Path root) {
        return download(Download.to(root));
    }

    /** Puts files into a folder and answers the folder.
     *
     * @throws io.wandb4j.errors.CommunicationException if a file cannot be fetched, or is not what was logged */
    @CanIgnoreReturnValue
    public Path download(Download download) {
        server.download(this, download);
        return download.root();
    }

    /** Makes a folder have the files of the version, and no others, and answers the folder. */
    @CanIgnoreReturnValue
    public Path checkout(Path root) {
        new LocalCopy(this, root).removeStrangers();
        return download(root);
    }

    /** Compares a folder with the version.
     *
     * @throws UsageException if it has a file too many, too few, or another one */
    public void verify(Path root) {
        verify(root, progress -> {});
    }

    /** Compares a folder with the version, and tells somebody how far that is. */
    public void verify(Path root, Consumer<TransferProgress> listener) {
        new LocalCopy(this, root).verify(listener);
    }

    /** Fetches the only file of the version.
     *
     * @throws UsageException if it has none or several */
    public Path file() {
        List<ArtifactEntry> entries = manifest().entries();
        if (entries.size() != 1) {
            throw new UsageException("artifact " + qualifiedName() + " has " + entries.size()
                    + " files: use download() or file(path) instead of file()");
        }
        return FileNames.below(download(), entries.get(0).path());
    }

    /** Fetches one file of the version.
     *
     * @throws UsageException if it has none at this path */
    public Path file(String entryPath) {
        ArtifactEntry entry = entry(entryPath);
        return FileNames.below(download(Download.to(defaultFolder()).only(entry.path())), entry.path());
    }

    /** Begins to change what is said of the version. */
    public ArtifactEdit edit() {
        return new ArtifactEdit(this);
    }

    /** Begins the next version: an artifact with the same files, to be changed and logged. */
    public Artifact newDraft() {
        return Artifact.draft(this, server.settings());
    }

    /** Deletes the version.
     *
     * @throws io.wandb4j.errors.CommunicationException if it has aliases */
    public void delete() {
        server.delete(this, false);
    }

    /** Deletes the version with its aliases. */
    public void deleteWithAliases() {
        server.delete(this, true);
    }

    /** Links the version to a collection, made if there is none, and answers the link.
     *
     * @param target {@code [[entity/]project/]collection}, such as {@code wandb-registry-model/digits}
     * @param aliases of the link, besides {@code latest}
     * @throws UsageException if the target names an alias: aliases are given by themselves */
    @CanIgnoreReturnValue
    public ArtifactVersion link(String target, String... aliases) {
        List<String> names =
                Stream.of(aliases).map(ArtifactRules::alias).distinct().toList();
        ArtifactPath path = ArtifactPath.parse(target);
        if (target.contains(":")) {
            throw new UsageException("'" + target + "' must be a collection, without ':" + path.alias()
                    + "': name the aliases of the link by themselves");
        }
        return server.link(this, path, names);
    }

    /** Removes this link; what it leads to stays.
     *
     * @throws UsageException if this is no link */
    public void unlink() {
        if (!isLink()) {
            throw new UsageException("artifact " + qualifiedName() + " is no link, so that it cannot be unlinked");
        }
        server.unlink(this);
    }

    /** All links to the version, as they are now. */
    public List<ArtifactVersion> links() {
        return server.links(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArtifactVersion version && id().equals(version.id());
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    /** The qualified name. */
    @Override
    public String toString() {
        return qualifiedName();
    }

    ArtifactServer server() {
        return server;
    }

    String sourceName() {
        return source().name();
    }

    /** An entry of another artifact that leads to a file of this one. For the use of this library.
     *
     * @throws UsageException if this has no such file */
    public ArtifactEntry reference(String versionPath, String entryPath) {
        return WandbReferences.to(id(), entry(versionPath), entryPath);
    }

    private ArtifactEntry entry(String path) {
        return manifest()
                .entry(EntryPath.of(path))
                .orElseThrow(() -> new UsageException("artifact " + qualifiedName() + " has no file '" + path + "'"));
    }

    /** The folder into which the version is downloaded unless another is given. */
    public Path defaultFolder() {
        return LocalCopy.usualFolder(this, server.settings().artifactDir());
    }
}
