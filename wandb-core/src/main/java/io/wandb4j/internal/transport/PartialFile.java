package io.wandb4j.internal.transport;

import static java.util.Objects.requireNonNull;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that gets its name only when it is complete, and vanishes otherwise. */
final class PartialFile implements AutoCloseable {
    private final Path temporary;
    private final Path target;
    private final OutputStream out;

    private PartialFile(Path temporary, Path target, OutputStream out) {
        this.temporary = temporary;
        this.target = target;
        this.out = out;
    }

    static PartialFile of(Path target) throws LocalFileException {
        Path folder = requireNonNull(target.toAbsolutePath().getParent(), "a file lies in a folder");
        Path temporary = folder.resolve(".wandb-" + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(folder);
            OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW);
            return new PartialFile(temporary, target, new LocalStream(out, target));
        } catch (IOException e) {
            throw LocalStream.failed(target, e);
        }
    }

    /** Takes the content; failures are told apart from those of the network. */
    OutputStream out() {
        return out;
    }

    Path complete() throws LocalFileException {
        try {
            out.close();
            return Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LocalStream.failed(target, e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(temporary);
    }

    private static final class LocalStream extends FilterOutputStream {
        private final Path target;

        LocalStream(OutputStream out, Path target) {
            super(out);
            this.target = target;
        }

        static LocalFileException failed(Path target, IOException cause) {
            return new LocalFileException("cannot write " + target + ": " + cause, cause);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw failed(target, e);
            }
        }
    }
}
