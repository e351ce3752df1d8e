package io.wandb4j.artifact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;

/** Where the files of an artifact wait for their upload, safe from changes to the originals. */
public final class ArtifactStaging {
    private final Path folder;

    private ArtifactStaging(Path folder) {
        this.folder = folder;
    }

    /** The staging folder below a data folder. */
    public static ArtifactStaging in(Path dataDir) {
        return new ArtifactStaging(
                dataDir.resolve("artifacts").resolve("staging").toAbsolutePath().normalize());
    }

    /** Whether a file was put here by {@link Artifact}, and may thus be removed after its upload. */
    public boolean holds(Path file) {
        return folder.equals(file.toAbsolutePath().normalize().getParent());
    }

    ArtifactEntry stage(String entryPath, byte[] content) throws IOException {
        return stage(entryPath, new ByteArrayInputStream(content));
    }

    ArtifactEntry stage(String entryPath, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return stage(entryPath, in);
        }
    }

    void discard(ArtifactEntry entry) throws IOException {
        if (entry.localPath().isPresent() && holds(entry.localPath().get())) {
            Files.deleteIfExists(entry.localPath().get());
        }
    }

    ArtifactEntry stage(String entryPath, InputStream in) throws IOException {
        Path copy = Files.createDirectories(folder).resolve(UUID.randomUUID().toString());
        MessageDigest digest = Digests.newDigest();
        long size;
        // Digested while copied: the digest is that of the copy, even if the original changes meanwhile.
        try (OutputStream out = new DigestOutputStream(
                Files.newOutputStream(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), digest)) {
            size = in.transferTo(out);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--------"));
        }
        return ArtifactEntry.ofFile(entryPath, Digests.base64(digest.digest()), size, copy);
    }
}
