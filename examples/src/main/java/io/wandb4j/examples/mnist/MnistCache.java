package io.wandb4j.examples.mnist;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A folder of files from the network, each checked against its known digest before it counts.
 *
 * <p>Several processes may fill it at once: a file appears whole or not at all. */
record MnistCache(Path folder, List<URI> mirrors, DigitSource.Notices notices) {
    /** Fetches what is missing or damaged; false if that cannot be done. */
    boolean fill() {
        try {
            Files.createDirectories(folder);
            for (MnistFile file : MnistFile.values()) {
                if (!holds(file) && !fetch(file)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            notices.tell(folder + ": cannot keep MNIST there: " + e);
            return false;
        }
    }

    private boolean holds(MnistFile file) {
        Path path = folder.resolve(file.compressedName());
        try {
            return Files.isRegularFile(path) && MnistFile.digest(path).equals(file.sha256());
        } catch (IOException e) {
            return false; // damaged: fetched again
        }
    }

    private boolean fetch(MnistFile file) throws IOException {
        for (URI mirror : mirrors) {
            URI address = mirror.resolve(file.compressedName());
            Path part = Files.createTempFile(folder, file.compressedName(), ".part");
            try {
                Download.of(address).to(part);
                check(file, part);
                Files.move(part, folder.resolve(file.compressedName()), StandardCopyOption.ATOMIC_MOVE);
                return true;
            } catch (IOException e) {
                notices.tell(address + ": not usable: " + e.getMessage());
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return false;
    }

    private static void check(MnistFile file, Path part) throws IOException {
        String digest = MnistFile.digest(part);
        if (!digest.equals(file.sha256())) {
            throw new IOException("expected SHA-256 " + file.sha256() + ", found " + digest);
        }
    }
}
