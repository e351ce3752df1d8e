package io.wandb4j.internal.stream;

import static java.util.Objects.requireNonNull;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The file of a run that holds what it printed, without times; made with its first line. For one thread. */
final class ConsoleFile {
    private final Path path;
    private final Consumer<String> problems;
    private @Nullable BufferedWriter out;
    private boolean written;
    private boolean broken;

    ConsoleFile(Path path, Consumer<String> problems) {
        this.path = path;
        this.problems = problems;
    }

    void add(String line) {
        if (broken) {
            return;
        }
        try {
            if (out == null) {
                Files.createDirectories(requireNonNull(path.getParent()));
                Files.deleteIfExists(path); // it may be a link to a file of the program's own
                out = Files.newBufferedWriter(path);
                written = true;
            }
            out.append(line).append('\n');
        } catch (IOException e) {
            breakOff(e);
        }
    }

    /** Makes what was added visible to others. */
    void flush() {
        try {
            if (out != null) {
                out.flush();
            }
        } catch (IOException e) {
            breakOff(e);
        }
    }

    /** Closes the file; whether there is one and it is whole. */
    boolean close() {
        try {
            if (out != null) {
                out.close();
                out = null;
            }
        } catch (IOException e) {
            breakOff(e);
        }
        return written && !broken;
    }

    private void breakOff(IOException e) {
        broken = true;
        out = null;
        problems.accept("cannot keep what the run prints in " + path + ": " + e.getMessage());
    }
}
