package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import io.wandb4j.sync.RunLog;
import io.wandb4j.sync.RunLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes the folders of runs that the server has. */
@Command(
        name = "clean",
        description = "Remove the local data of runs that the server has. Runs that it lacks stay, and so do runs that"
                + " are being written.")
final class Clean implements Callable<Integer> {
    private static final Pattern STAMP = Pattern.compile("\\d{8}_\\d{6}");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);

    private final Environment environment;
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"--min-hours", "--older-than"},
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "Keep runs that began later than so many hours ago (default: ${DEFAULT-VALUE}).")
    private int minHours;

    @Option(names = "--include-unsynced", description = "Remove runs that the server lacks, too. Their data is lost.")
    private boolean includeUnsynced;

    @Option(
            names = {"--force", "--yes"},
            description = "Remove without asking.")
    private boolean force;

    Clean(Environment environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Surroundings here = Surroundings.of(environment, spec);
        Messages messages = here.messages();
        Path folder = RunLogs.folder(here.settings().rootDir());
        if (!Files.isDirectory(folder)) {
            messages.error(Files.exists(folder) ? "Not a directory: '" + folder + "'" : "No wandb directory found.");
            return ExitCode.SOFTWARE;
        }
        List<RunLog> logs = select(RunLogs.find(folder), messages);
        if (logs.isEmpty()) {
            messages.line("Found no runs to clean up.");
            return ExitCode.OK;
        }
        print(logs, messages);
        if (!force && !isAgreed(logs)) {
            return ExitCode.SOFTWARE;
        }
        return remove(logs, messages) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<RunLog> select(List<RunLog> logs, Messages messages) {
        List<RunLog> selected = new ArrayList<>();
        Set<Path> needed = new HashSet<>(); // folders may hold several logs, and go with all that is in them
        int tooNew = 0;
        int unsynced = 0;
        int written = 0;
        for (RunLog log : logs) {
            if (log.writing()) {
                written++;
                needed.add(log.folder());
            } else if (log.isUnsent() && !includeUnsynced) {
                unsynced++;
                needed.add(log.folder());
            } else if (isTooNew(log)) {
                tooNew++;
                needed.add(log.folder());
            } else {
                selected.add(log);
            }
        }
        say(messages, tooNew, "run(s) created fewer than " + minHours + " hours ago. Include with --min-hours 0.");
        say(messages, unsynced, "unsynced run(s).");
        say(messages, written, "run(s) that are being written.");
        selected.removeIf(log -> needed.contains(log.folder()));
        return selected;
    }

    private static void say(Messages messages, int skipped, String what) {
        if (skipped > 0) {
            messages.line("Skipping " + skipped + " " + what);
        }
    }

    /** By the time in the name of the folder, which is that of this machine; a folder without one is as old as you like. */
    private boolean isTooNew(RunLog log) {
        Matcher stamp = STAMP.matcher(String.valueOf(log.folder().getFileName()));
        try {
            return stamp.find()
                    && Duration.between(LocalDateTime.parse(stamp.group(), FORMAT), LocalDateTime.now(clock))
                                    .toHours()
                            < minHours;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static void print(List<RunLog> logs, Messages messages) {
        messages.line("Found " + logs.size() + " run(s) to clean.");
        logs.forEach(log -> messages.line((log.isUnsent() ? "  [unsynced] " : "  ") + RunSelection.seen(log.folder())));
    }

    private boolean isAgreed(List<RunLog> logs) {
        long unsynced = logs.stream().filter(RunLog::isUnsent).count();
        String which =
                unsynced == 0 ? "" : ", " + unsynced + " of which " + (unsynced == 1 ? "is" : "are") + " unsynced";
        return Question.of(spec)
                .confirm(
                        "Are you sure you want to remove " + logs.size() + " run(s)" + which + "?",
                        "pass --force to remove them without being asked");
    }

    private static boolean remove(List<RunLog> logs, Messages messages) {
        boolean all = true;
        for (RunLog log : logs) {
            try {
                remove(log.folder());
            } catch (IOException e) {
                messages.error("Failed to remove '" + RunSelection.seen(log.folder()) + "': " + e);
                all = false;
            }
        }
        if (all) {
            messages.line("Success.");
        } else {
            messages.warn("Some runs may not have been removed.");
        }
        return all;
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return; // another log of the same folder came first
        }
        List<Path> inside;
        try (Stream<Path> tree = Files.walk(folder)) {
            inside = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }
}
