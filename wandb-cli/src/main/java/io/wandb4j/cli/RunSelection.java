package io.wandb4j.cli;

import io.wandb4j.sync.RunLog;
import io.wandb4j.sync.RunLogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Chooses the runs that are worth sending, and says which it left out. */
final class RunSelection {
    private static final int LISTED = 20;

    private final Messages messages;
    private final boolean includeOnline;
    private final boolean includeSynced;

    RunSelection(Messages messages, boolean includeOnline, boolean includeSynced) {
        this.messages = messages;
        this.includeOnline = includeOnline;
        this.includeSynced = includeSynced;
    }

    /** Runs of a folder with many; none if there is no such folder. */
    List<RunLog> in(Path folder) {
        return Files.isDirectory(folder) ? choose(RunLogs.find(folder), log -> false) : List.of();
    }

    /** Runs at paths. A run that is named itself is meant, though it was online. */
    List<RunLog> of(List<Path> paths) {
        Map<Path, RunLog> found = new LinkedHashMap<>();
        List<Path> named = new ArrayList<>();
        for (Path path : paths) {
            for (RunLog log : RunLogs.find(path)) {
                found.putIfAbsent(log.file(), log);
                if (isNamed(log, path.toAbsolutePath().normalize())) {
                    named.add(log.file());
                }
            }
        }
        return choose(List.copyOf(found.values()), log -> named.contains(log.file()));
    }

    /** Lists runs under a title, by their paths as seen from here. */
    void print(String title, List<RunLog> logs, boolean all) {
        messages.line(title);
        List<String> paths =
                logs.stream().map(log -> seen(log.file()).toString()).sorted().toList();
        int listed = all ? paths.size() : Math.min(paths.size(), LISTED);
        paths.stream().limit(listed).forEach(path -> messages.line("  " + path));
        if (listed < paths.size()) {
            messages.line(String.format(Locale.ROOT, "  +%,d more (pass --verbose to see all)", paths.size() - listed));
        }
    }

    /** A path below the working directory without that, any other as it is. */
    static Path seen(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    private List<RunLog> choose(List<RunLog> logs, Predicate<RunLog> isNamed) {
        List<RunLog> chosen = new ArrayList<>();
        int synced = 0;
        int online = 0;
        for (RunLog log : logs) {
            if (log.sent() && !includeSynced) {
                synced++;
            } else if (!log.offline() && !includeOnline && !isNamed.test(log)) {
                online++;
            } else {
                chosen.add(log);
            }
        }
        say(synced, "synced");
        say(online, "online");
        return chosen;
    }

    private void say(int skipped, String what) {
        if (skipped > 0) {
            messages.line("Skipped " + skipped + " " + what + " run(s). Include with --no-skip-" + what + ".");
        }
    }

    private static boolean isNamed(RunLog log, Path path) {
        return path.equals(log.file()) || path.equals(log.folder());
    }
}
