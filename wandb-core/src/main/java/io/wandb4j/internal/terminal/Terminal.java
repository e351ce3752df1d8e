package io.wandb4j.internal.terminal;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the client's lines to standard error, each behind {@code wandb: }. Safe for use by several threads. */
public final class Terminal {
    private final PrintStream out;
    private final boolean quiet;
    private final boolean silent;
    private final boolean styled;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** A terminal that leaves out what is merely nice to know when quiet, and everything when silent. */
    public Terminal(boolean quiet, boolean silent) {
        this(System.err, quiet, silent, System.console() != null && System.getenv("NO_COLOR") == null);
    }

    Terminal(PrintStream out, boolean quiet, boolean silent, boolean styled) {
        this.out = out;
        this.quiet = quiet;
        this.silent = silent;
        this.styled = styled;
    }

    /** A line that is shown even when quiet. */
    public void line(String text) {
        if (!silent) {
            text.lines().forEach(line -> print("", line));
            if (text.isEmpty()) {
                print("", "");
            }
        }
    }

    /** A line that is left out when quiet. */
    public void detail(String text) {
        if (!quiet) {
            line(text);
        }
    }

    public void warn(String text) {
        if (!silent) {
            text.lines().forEach(line -> print(style("WARNING ", "33"), line));
        }
    }

    /** A warning that is shown once for its cause, however often it is given. */
    public void warnOnce(String cause, String text) {
        if (warned.add(cause)) {
            warn(text);
        }
    }

    private synchronized void print(String level, String line) {
        out.println(style("wandb", "34;1") + ": " + level + line);
    }

    private String style(String text, String code) {
        return styled ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
