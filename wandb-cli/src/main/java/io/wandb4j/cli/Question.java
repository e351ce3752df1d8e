package io.wandb4j.cli;

import io.wandb4j.errors.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Asks the user, who answers with a line of standard input. */
final class Question {
    private final PrintWriter err;
    private final InputStream in;

    private Question(PrintWriter err, InputStream in) {
        this.err = err;
        this.in = in;
    }

    static Question of(CommandSpec spec) {
        return new Question(spec.commandLine().getErr(), System.in);
    }

    /** Whether the user agrees; asks until the answer is yes or no.
     *
     * @param instead what else to do where nobody answers, for the error */
    boolean confirm(String question, String instead) {
        while (true) {
            String answer = ask(question + " [y/n] ")
                    .orElseThrow(() -> new UsageException("nobody answered '" + question + "'; " + instead))
                    .toLowerCase(Locale.ROOT);
            if (answer.equals("y") || answer.equals("yes")) {
                return true;
            }
            if (answer.equals("n") || answer.equals("no")) {
                return false;
            }
        }
    }

    /** The answer, without what surrounds it; empty if nobody answers. */
    Optional<String> ask(String question) {
        err.print("wandb: " + question);
        err.flush();
        try {
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException("standard input", e);
        }
    }

    /** One line and no more: what follows answers later questions. */
    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        boolean answered = next >= 0;
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        if (!answered || System.console() == null) { // else the user's own Enter ended the line of the question
            err.println();
        }
        if (!answered) {
            return Optional.empty();
        }
        return Optional.of(line.toString(Charset.defaultCharset()).strip());
    }
}
