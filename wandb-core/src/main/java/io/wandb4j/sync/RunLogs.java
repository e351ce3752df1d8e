package io.wandb4j.sync;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the logs of runs. */
public final class RunLogs {
    private RunLogs() {}

    /** The logs at a path, the oldest folder first: of the {@code .wandb} file itself, of the folder of a run, or of all
     * runs in a {@code wandb} folder.
     *
     * @throws UsageException if there is nothing at the path, or no log in it */
    public static List<RunLog> find(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            throw new UsageException("File does not exist: " + path);
        }
        if (!Files.isDirectory(absolute)) {
            if (!isLog(absolute)) {
                throw new UsageException(path + " is no run's log: its name must end with .wandb");
            }
            return List.of(RunLog.read(absolute, requireNonNull(absolute.getParent())));
        }
        try {
            List<RunLog> own = in(absolute);
            return own.isEmpty() ? inFoldersOf(absolute) : own;
        } catch (IOException e) {
            throw new UsageException("cannot look for runs in " + path + ": " + e, e);
        }
    }

    /** The folder in which runs started with this root folder are kept. */
    public static Path folder(Path rootDir) {
        Path dotted = rootDir.resolve(".wandb");
        return (Files.isDirectory(dotted) ? dotted : rootDir.resolve("wandb"))
                .toAbsolutePath()
                .normalize();
    }

    private static List<RunLog> inFoldersOf(Path folder) throws IOException {
        List<RunLog> logs = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.filter(RunLogs::isRunFolder).sorted().toList()) {
                logs.addAll(in(child));
            }
        }
        return logs;
    }

    private static List<RunLog> in(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(RunLogs::isLog)
                    .sorted()
                    .map(file -> RunLog.read(file, folder))
                    .toList();
        }
    }

    private static boolean isRunFolder(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return (name.startsWith("run-") || name.startsWith("offline-run-")) && Files.isDirectory(folder);
    }

    private static boolean isLog(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".wandb") && Files.isRegularFile(file);
    }
}
