package io.wandb4j.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Where the files of an artifact wait for their upload, safe from changes to the originals. */
public final class ArtifactStaging {
    private final Path folder;
    private final String names = UUID.randomUUID() + "-";
    private final AtomicLong next = new AtomicLong();

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
        return folder.equals(file.getParent())
                || folder.equals(file.toAbsolutePath().normalize().getParent());
    }

    ArtifactEntry stage(String entryPath, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return stage(entryPath, in, PartedDigest.ofSize(Files.size(file)));
        }
    }

    /** A file that is uploaded from where it lies. */
    static ArtifactEntry inPlace(String entryPath, Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        long size = Files.size(absolute);
        String digest = Digests.of(absolute, PartedDigest.ofSize(size), count -> {});
        return ArtifactEntry.ofFile(entryPath, digest, size, absolute);
    }

    void discard(ArtifactEntry entry) throws IOException {
        if (entry.localPath().isPresent() && holds(entry.localPath().get())) {
            Files.deleteIfExists(entry.localPath().get());
        }
    }

    ArtifactEntry stage(String entryPath, InputStream in) throws IOException {
        return stage(entryPath, in, Digests.newDigest());
    }

    private ArtifactEntry stage(String entryPath, InputStream in, MessageDigest digest) throws IOException {
        List<ArtifactEntry> staged = new ArrayList<>(1);
        // Digested while copied: the digest is that of the copy, even if the original changes meanwhile.
        StagedFile copy = open(entryPath, staged::add, digest);
        try {
            Digests.copy(in, copy);
        } catch (IOException e) {
            copy.abandon();
            throw e;
        }
        copy.close();
        return staged.get(0);
    }

    /** A new file, of which somebody is told when it is complete. */
    StagedFile open(String entryPath, StagedFile.Listener listener) throws IOException {
        return open(entryPath, listener, Digests.newDigest());
    }

    private StagedFile open(String entryPath, StagedFile.Listener listener, MessageDigest digest) throws IOException {
        Path copy = folder.resolve(names + next.incrementAndGet());
        try {
            return StagedFile.create(entryPath, copy, listener, digest);
        } catch (NoSuchFileException e) { // for want of the folder; looking first would cost each file more
            Files.createDirectories(folder);
            return StagedFile.create(entryPath, copy, listener, digest);
        }
    }
}
