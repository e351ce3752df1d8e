package io.wandb4j.examples.mnist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the real MNIST for tests: in {@code MNIST_DIR}, or in {@code shared/data/mnist} beside the repository. */
public final class RealMnist {
    private RealMnist() {}

    /** The folder with the four compressed files; skips the test if there is none. */
    public static Path folder() {
        Optional<Path> folder = find();
        assumeTrue(folder.isPresent(), "no MNIST here: set MNIST_DIR to a folder with the four IDX files");
        return folder.orElseThrow();
    }

    private static Optional<Path> find() {
        String named = System.getenv("MNIST_DIR");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path above = Path.of("").toAbsolutePath();
        while (above != null) {
            Path candidate = above.resolve("shared/data/mnist");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
            above = above.getParent();
        }
        return Optional.empty();
    }
}
