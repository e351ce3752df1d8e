package io.wandb4j.internal.terminal;

import io.wandb4j.internal.console.ConsoleCapture;
import io.wandb4j.settings.Settings;
import io.wandb4j.settings.SettingsNotice;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the client's lines to standard error, each behind {@code wandb: }, and keeps all of them in a run's own log.
 *
 * <p>Safe for use by several threads. */
public final class Terminal {
    private final Supplier<PrintStream> out;
    private final Verbosity verbosity;
    private final boolean styled;
    private final boolean unicode;
    private volatile @Nullable Path log;
    private volatile @Nullable ConsoleCapture capture;
    private final Map<String, LongAdder> losses = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** What is shown: less when quiet, nothing when silent, and of the rest the levels that are wanted. */
    record Verbosity(boolean quiet, boolean silent, boolean info, boolean warnings, boolean errors) {}

    /** The terminal of this process, which shows what the settings want; it says at once where they came from. */
    public static Terminal of(Settings settings) {
        Verbosity verbosity = new Verbosity(
                settings.quiet(),
                settings.silent(),
                settings.showInfo(),
                settings.showWarnings(),
                settings.showErrors());
        boolean styled = System.console() != null && System.getenv("NO_COLOR") == null;
        Terminal terminal = new Terminal(() -> System.err, verbosity, styled, Encoding.isUnicode());
        settings.notices().forEach(terminal::show);
        return terminal;
    }

    Terminal(Supplier<PrintStream> out, Verbosity verbosity, boolean styled, boolean unicode) {
        this.out = out;
        this.verbosity = verbosity;
        this.styled = styled;
        this.unicode = unicode;
    }

    /** Whether it shows more than the letters of old. */
    public boolean isUnicode() {
        return unicode;
    }

    /** Keeps every line from now on in a file too, whatever is shown. */
    public void keepIn(Path file) {
        log = file;
    }

    /** Has what is shown taken by a capture of the console too, by no other; null for none. */
    public void showTo(@Nullable ConsoleCapture capture) {
        this.capture = capture;
    }

    /** A line that is shown even when quiet. */
    public void line(String text) {
        keep("INFO", text);
        if (verbosity.info()) {
            show("", text);
        }
    }

    /** A line that is left out when quiet. */
    public void detail(String text) {
        keep("INFO", text);
        if (verbosity.info() && !verbosity.quiet()) {
            show("", text);
        }
    }

    /** A line that begins with a picture where pictures can be shown. */
    public void line(String picture, String text) {
        line(pictured(picture, text));
    }

    /** A line that begins with a picture where pictures can be shown, and is left out when quiet. */
    public void detail(String picture, String text) {
        detail(pictured(picture, text));
    }

    public void warn(String text) {
        keep("WARNING", text);
        if (verbosity.warnings()) {
            show(style("WARNING ", "33"), text);
        }
    }

    /** Something is wrong that the user has to mend. */
    public void error(String text) {
        keep("ERROR", text);
        if (verbosity.errors()) {
            show(style("ERROR ", "32;41"), text);
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

    private void show(SettingsNotice notice) {
        switch (notice.kind()) {
            case DETAIL -> detail(notice.text());
            case WARNING -> warn(notice.text());
            case ERROR -> error(notice.text());
        }
    }

    private String pictured(String picture, String text) {
        return unicode ? picture + " " + text : text;
    }

    private void show(String level, String text) {
        if (verbosity.silent()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (String line : text.split("\\R", -1)) {
            lines.append(style("wandb", "34;1"))
                    .append(": ")
                    .append(level)
                    .append(line)
                    .append(System.lineSeparator());
        }
        PrintStream stream = out.get();
        ConsoleCapture.printTo(capture, () -> stream.print(lines)); // in one piece, so that lines stay together
        stream.flush();
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
