package io.wandb4j.examples.mnist;

import io.wandb4j.errors.UsageException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where digits are looked for: a folder, a cache, mirrors, and last of all our own pen.
 *
 * @param folder where the environment says that MNIST lies
 * @param cache where downloaded files are kept
 * @param mirrors addresses of folders with the compressed files, tried in this order */
record DigitSource(Optional<Path> folder, Path cache, List<URI> mirrors, Notices notices) {
    private static final int DRAWN_TRAIN = 60_000;
    private static final int DRAWN_TEST = 10_000;
    private static final List<URI> PUBLIC_MIRRORS = List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

    /** Tells the user something about the data, in one line. */
    interface Notices {
        void tell(String line);
    }

    static DigitSource ofProcess() {
        Map<String, String> environment = System.getenv();
        return new DigitSource(
                Optional.ofNullable(environment.get("MNIST_DIR"))
                        .filter(dir -> !dir.isBlank())
                        .map(Path::of),
                CacheFolder.ofProcess().resolve("wandb4j").resolve("mnist"),
                PUBLIC_MIRRORS,
                System.err::println);
    }

    /** The digits; a folder that is named here or in the environment is the only place tried.
     *
     * @throws UsageException if the named folder does not hold MNIST */
    Digits load(Optional<Path> named) {
        Optional<Path> given = named.or(() -> folder);
        if (given.isPresent()) {
            return new MnistFolder(given.get()).read();
        }
        MnistCache filled = new MnistCache(cache, mirrors, notices);
        if (filled.fill()) {
            return new MnistFolder(cache).read();
        }
        notices.tell("MNIST is not at hand and could not be downloaded: training on digits drawn by this program "
                + "instead. For the real ones, pass --data DIR with the four IDX files.");
        return DrawnDigits.of(DRAWN_TRAIN, DRAWN_TEST, 1);
    }
}
