package io.wandb4j.artifact;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;

/** A file that is digested while it is written, and becomes an entry when it is closed. */
final class StagedFile extends FilterOutputStream {
    private static final FileAttribute<?>[] READ_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------"))
                    }
                    : new FileAttribute<?>[0];

    private final String entryPath;
    private final Path file;
    private final MessageDigest digest;
    private final Listener listener;
    private long size;
    private boolean closed;

    private StagedFile(String entryPath, Path file, OutputStream out, Listener listener, MessageDigest digest) {
        super(out);
        this.entryPath = entryPath;
        this.file = file;
        this.listener = listener;
        this.digest = digest;
    }

    /** Is told of the entry. */
    interface Listener {
        void complete(ArtifactEntry entry) throws IOException;
    }

    static StagedFile create(String entryPath, Path file, Listener listener, MessageDigest digest) throws IOException {
        FileChannel out =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), READ_ONLY);
        return new StagedFile(entryPath, file, Channels.newOutputStream(out), listener, digest);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            abandon(); // or a half file would become an entry
            throw e;
        }
        digest.update(bytes, offset, length);
        size += length;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        out.close();
        listener.complete(ArtifactEntry.ofFile(entryPath, Digests.base64(digest.digest()), size, file));
    }

    /** Takes the file away instead of making it an entry. */
    void abandon() throws IOException {
        closed = true;
        try {
            out.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
