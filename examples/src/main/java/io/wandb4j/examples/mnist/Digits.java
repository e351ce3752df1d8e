package io.wandb4j.examples.mnist;

import java.nio.file.Path;
import java.util.Optional;

/** Pictures to train on and others to test on, and the name to record them under.
 *
 * @param name {@code MNIST} or {@code drawn-digits} */
public record Digits(String name, DigitImages train, DigitImages test) {
    /** MNIST from a folder, the cache or the network; digits of our own drawing where there is none.
     *
     * @param folder where the user says that MNIST lies; then nothing else is tried but this */
    public static Digits load(Optional<Path> folder) {
        return DigitSource.ofProcess().load(folder);
    }

    /** Fewer pictures of the same kind, for a quick try. */
    public Digits first(int trainCount, int testCount) {
        return new Digits(name, train.first(trainCount), test.first(testCount));
    }
}
