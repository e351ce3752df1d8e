package io.wandb4j.internal.place;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Gathers content in memory, and on disk as soon as it is large. */
final class ContentBuffer extends OutputStream {
    private static final int IN_MEMORY = 1 << 20;

    private final MessageDigest digest = newDigest();
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable ScratchFile file;
    private @Nullable OutputStream fileOut;
    private long size;

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        size += length;
        if (fileOut == null && size > IN_MEMORY) {
            spill();
        }
        (fileOut == null ? memory : fileOut).write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (fileOut != null) {
            fileOut.close();
        }
    }

    /** All that was written. */
    MediaContent content() throws IOException {
        close();
        String sha256 = HexFormat.of().formatHex(digest.digest());
        return new MediaContent(file == null ? memory.toByteArray() : null, file, sha256, size);
    }

    private void spill() throws IOException {
        ScratchFile target = ScratchFile.create();
        OutputStream out = Files.newOutputStream(target.path());
        memory.writeTo(out);
        memory = new ByteArrayOutputStream(0);
        file = target;
        fileOut = out;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
