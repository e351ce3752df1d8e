package io.wandb4j.run;

import io.wandb4j.internal.log.proto.FilesItem.FileType;
import io.wandb4j.internal.stream.Links;
import io.wandb4j.internal.stream.RunIdentity;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.terminal.RunReport;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.internal.transport.artifact.Artifacts;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run works with. Artifacts are null unless the run is online, the folder is null when it is disabled. */
record RunContext(
        Settings settings,
        RunIdentity identity,
        @Nullable Path folder,
        @Nullable Artifacts artifacts,
        RunStream stream,
        Surroundings surroundings,
        RunConsole console,
        History history,
        RunClock clock,
        Terminal terminal) {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    Optional<String> url() {
        return artifacts == null
                ? Optional.empty()
                : Optional.of(Links.run(settings.appUrl(), identity.entity(), identity.project(), identity.runId()));
    }

    /** How much is said at the end: all of it, or no more than where the run is. */
    enum Report {
        WHOLE,
        SHORT
    }

    void finish(int exitCode, String name, Duration timeout, Report report) {
        long begin = System.nanoTime();
        if (folder != null && exitCode == 0) {
            ResumeFile.of(settings).delete();
        }
        surroundings.end(timeout);
        console.end();
        Duration rest = rest(timeout, Duration.ofNanos(System.nanoTime() - begin));
        String unsent = stream.finish(exitCode, (int) clock.runtime(), rest);
        if (folder == null) {
            return;
        }
        if (report == Report.WHOLE) {
            printTables();
        } else {
            terminal.line("");
        }
        losses().forEach(loss -> terminal.warn("run " + identity.runId() + ": " + loss));
        if (unsent != null) {
            warnUnsent(unsent, folder);
        }
        printPlaces(folder, name, report);
    }

    /** What is left of a time; zero stays zero, which is for ever. */
    static Duration rest(Duration timeout, Duration spent) {
        Duration left = timeout.minus(spent);
        return timeout.isZero() ? timeout : left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    /** Tells that the process ends before the run did. */
    void cutOff() {
        if (folder != null && artifacts != null) {
            warnUnsent("the process ended before everything was sent", folder);
        }
    }

    private void warnUnsent(String unsent, Path folder) {
        terminal.warn("run " + identity.runId() + ": " + unsent + "; send the rest with `" + syncCommand(folder) + "`");
    }

    private void printTables() {
        List<String> tables = new ArrayList<>(terminal.isUnicode() ? history.report() : List.of());
        tables.addAll(RunReport.summary(history.summary()));
        tables.forEach(terminal::detail);
        if (!tables.isEmpty()) {
            terminal.detail("");
        }
    }

    private void printPlaces(Path folder, String name, Report report) {
        String logs = "Find logs at: ";
        if (report == Report.SHORT) { // said even when quiet: the program broke off
            url().ifPresentOrElse(
                            url -> terminal.line("🚀", "View run " + name + " at: " + url),
                            () -> syncLines(folder).forEach(terminal::line));
            terminal.line(logs + seenFromHere(folder.resolve("logs")));
        } else {
            url().ifPresentOrElse(url -> printOnline(url, name), () -> syncLines(folder)
                    .forEach(terminal::detail));
            Path seen = seenFromHere(folder.resolve("logs"));
            terminal.detail(logs + (seen.isAbsolute() ? seen : Path.of(".").resolve(seen)));
        }
    }

    /** What was lost and why, one line for each cause. */
    List<String> losses() {
        return Stream.concat(stream.loss().stream(), terminal.losses().stream()).toList();
    }

    private void printOnline(String url, String name) {
        terminal.line("🚀", "View run " + name + " at: " + url);
        terminal.line(
                "⭐️", "View project at: " + Links.project(settings.appUrl(), identity.entity(), identity.project()));
        terminal.line("Synced " + stream.uploaded(FileType.WANDB) + " W&B file(s), "
                + stream.uploaded(FileType.MEDIA) + " media file(s), "
                + stream.uploaded(FileType.ARTIFACT) + " artifact file(s) and "
                + stream.uploaded(FileType.OTHER) + " other file(s)");
    }

    private static List<String> syncLines(Path folder) {
        return List.of("You can sync this run to the cloud by running:", syncCommand(folder));
    }

    private static String syncCommand(Path folder) {
        return "wandb4j sync " + folder;
    }

    /** A path below the working directory without that, any other as it is. */
    private static Path seenFromHere(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
