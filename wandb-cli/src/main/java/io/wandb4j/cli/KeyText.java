package io.wandb4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;

/** An API key given on the command line, or piped in so that it shows in no list of processes. */
final class KeyText {
    private KeyText() {}

    /** The argument itself, or the first line of the input where the argument is a dash. */
    static String of(String argument, InputStream in) {
        if (!argument.equals("-")) {
            return argument.strip();
        }
        try {
            // not closed: the input belongs to the process
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
            return Objects.requireNonNullElse(reader.readLine(), "").strip();
        } catch (IOException e) {
            throw new UncheckedIOException("standard input", e);
        }
    }
}
