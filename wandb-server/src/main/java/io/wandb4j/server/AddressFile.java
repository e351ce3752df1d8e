package io.wandb4j.server;

import io.wandb4j.server.errors.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The file in a server's folder that says where it listens, for other programs of its owner. */
final class AddressFile {

    private final Path file;

    AddressFile(Path directory) {
        this.file = directory.resolve("address");
    }

    void write(String address) {
        Path fresh = file.resolveSibling("address.new");
        try {
            Files.writeString(fresh, address + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ServerException("cannot write " + file + ": " + e, e);
        }
    }

    /** What the last server wrote; it may have been killed since. */
    Optional<String> read() {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // it is believed only while the folder is locked
        }
    }
}
