package io.wandb4j.internal.monitor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of the machine that is asked something, and ended when it takes too long.
 *
 * <p>What it writes goes through a file: a pipe that nobody reads in time would stop it. */
final class Command {
    /** Where git looks for a repository is up to the folder that it runs in, not to whom started this program. */
    private static final List<String> MISLEADING = List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE");

    private final List<String> words;
    private final Duration patience;
    private final Path folder;

    Command(Path folder, Duration patience, List<String> words) {
        this.folder = folder;
        this.patience = patience;
        this.words = List.copyOf(words);
    }

    /** What it writes to standard output; empty unless it ends well and in time.
     *
     * @throws IOException if there is no such program */
    Optional<String> output() throws IOException, InterruptedException {
        Path file = Files.createTempFile("wandb", ".out");
        try {
            return writeTo(file) ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1)) : Optional.empty();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Puts what it writes to standard output into a file; whether it ended well and in time.
     *
     * @throws IOException if there is no such program */
    boolean writeTo(Path file) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(file.toFile());
        MISLEADING.forEach(builder.environment()::remove);
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0"); // a training must not lock its user's repository
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }
}
