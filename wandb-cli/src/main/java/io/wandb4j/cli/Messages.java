package io.wandb4j.cli;

import io.wandb4j.settings.SettingsNotice;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a command says besides its answer: lines behind {@code wandb: } on standard error, as runs write them.
 *
 * <p>Safe for use by several threads. */
final class Messages {
    private final PrintWriter err;

    private Messages(PrintWriter err) {
        this.err = err;
    }

    static Messages of(CommandSpec spec) {
        return new Messages(spec.commandLine().getErr());
    }

    void line(String text) {
        print("", text);
    }

    void warn(String text) {
        print("WARNING ", text);
    }

    void error(String text) {
        print("ERROR ", text);
    }

    void show(List<SettingsNotice> notices) {
        for (SettingsNotice notice : notices) {
            switch (notice.kind()) {
                case DETAIL -> line(notice.text());
                case WARNING -> warn(notice.text());
                case ERROR -> error(notice.text());
            }
        }
    }

    private synchronized void print(String level, String text) {
        text.lines().forEach(line -> err.println("wandb: " + level + line));
        err.flush();
    }
}
