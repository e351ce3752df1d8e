package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command answered: its exit code and what it wrote. */
record Outcome(int code, String out, String err) {
    /** Runs a command in this process. */
    static Outcome of(String... args) {
        return of(Environment.ofProcess(), args);
    }

    /** Runs a command in this process as if in another environment. */
    static Outcome of(Environment environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Wandb4j.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Outcome(code, out.toString(), err.toString());
    }
}
