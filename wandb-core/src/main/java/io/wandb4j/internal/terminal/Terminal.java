package io.wandb4j.internal.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Writes the client's lines to standard error, each behind {@code wandb: }, and keeps all of them in a run's own log.
 *
 * <p>Safe for use by several threads. */
public final class Terminal {
    private final PrintStream out;
    private final boolean quiet;
    private final boolean silent;
    private final boolean styled;
    private final Object lock = new Object();
    private volatile @Nullable Path log;
    private final Map<String, LongAdder> losses = new ConcurrentHashMap<>();
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

    /** Keeps every line from now on in a file too, whatever is shown. */
    public void keepIn(Path file) {
        log = file;
    }

    /** A line that is shown even when quiet. */
    public void line(String text) {
        keep("INFO", text);
        if (!silent) {
            show("", text);
        }
    }

    /** A line that is left out when quiet. */
    public void detail(String text) {
        keep("INFO", text);
        if (!quiet && !silent) {
            show("", text);
        }
    }

    public void warn(String text) {
        keep("WARNING", text);
        if (!silent) {
            show(style("WARNING ", "33"), text);
        }
    }

    /** A warning that is shown once for its cause, however often it is given. */
    public void warnOnce(String cause, String text) {
        if (warned.add(cause)) {
            warn(text);
        }
    }

    /** Warns of data that is lost, once for its cause, and counts it for {@link #losses()}.
     *
     * @param cause what is lost and why, as in "rows whose step was in the past" */
    public void lost(String cause, String text) {
        losses.computeIfAbsent(cause, unused -> new LongAdder()).increment();
        warnOnce(cause, text);
    }

    /** What was lost, one line for each cause. */
    public List<String> losses() {
        return losses.entrySet().stream()
                .map(loss -> "Lost " + loss.getValue().sum() + " " + loss.getKey())
                .sorted()
                .toList();
    }

    private void show(String level, String text) {
        synchronized (lock) {
            for (String line : text.split("\\R", -1)) {
                out.println(style("wandb", "34;1") + ": " + level + line);
            }
        }
    }

    private void keep(String level, String text) {
        Path file = log;
        if (file == null || text.isEmpty()) {
            return;
        }
        try {
            String line = Instant.now() + " " + level + " " + text + System.lineSeparator();
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            log = null; // a full disk must not cost more than the lines
        }
    }

    private String style(String text, String code) {
        return styled ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
