package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A version of an artifact that the server keeps.
 *
 * <p>Immutable; its files are fetched when they are asked for. Safe for use by several threads. */
public final class ArtifactVersion {
    private final Details details;
    private final ArtifactContents contents;

    /** A version whose files come from the given place. */
    public ArtifactVersion(Details details, ArtifactContents contents) {
        this.details = details;
        this.contents = contents;
    }

    /** All that is known about a version but its files.
     *
     * @param entity who owns the project
     * @param project where the artifact lies
     * @param name the artifact's name
     * @param version such as {@code v0}
     * @param aliases by which the version is found now
     * @param type what the files are
     * @param id by which the server knows the version
     * @param digest what identifies the contents
     * @param size of all files, in bytes
     * @param metadata facts about the artifact
     * @param description what the artifact is for
     * @param createdAt when it was logged */
    public record Details(
            String entity,
            String project,
            String name,
            String version,
            List<String> aliases,
            String type,
            String id,
            String digest,
            long size,
            Map<String, Object> metadata,
            Optional<String> description,
            Optional<Instant> createdAt) {}

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

    /** The list of the version's files. */
    public Manifest manifest() {
        return contents.manifest(this);
    }

    /** Puts all files into the usual folder for downloads and answers the folder.
     *
     * @throws io.wandb4j.errors.CommunicationException if a file cannot be fetched, or is not what was logged */
    public Path download() {
        Path plain = contents.defaultFolder().resolve(nameAndVersion().replace(':', '-'));
        // Windows allows no colon in a name.
        boolean plainOnly = File.separatorChar == '\\' || Files.exists(plain);
        return download(plainOnly ? plain : contents.defaultFolder().resolve(nameAndVersion()));
    }

    /** Puts all files into the given folder, next to what is there, and answers the folder. */
    public Path download(Path root) {
        contents.download(this, root);
        return root;
    }

    /** Fetches the only file of the version.
     *
     * @throws UsageException if it has none or several */
    public Path file() {
        List<ArtifactEntry> entries = manifest().entries();
        if (entries.size() != 1) {
            throw new UsageException("artifact " + qualifiedName() + " has " + entries.size()
                    + " files: use download() instead of file()");
        }
        return download().resolve(entries.get(0).path());
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
}
