package io.wandb4j.run;

import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Makes the folder of a run, as the official client arranges it. */
final class RunFolder {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);

    private RunFolder() {}

    /** Makes {@code wandb/[offline-]run-TIME-ID} with its sub-folders.
     *
     * @throws UsageException if it cannot be made */
    static Path create(Settings settings, String runId, boolean offline, Instant start) {
        Path parent = parent(settings.rootDir());
        String name =
                (offline ? "offline-run-" : "run-") + STAMP.format(start.atZone(ZoneId.systemDefault())) + "-" + runId;
        try {
            Files.createDirectories(parent);
            Path folder = createUnused(parent, name);
            Files.createDirectories(folder.resolve("files"));
            Files.createDirectories(folder.resolve("logs"));
            linkLatest(parent, folder);
            return folder;
        } catch (IOException e) {
            throw new UsageException(
                    "cannot make a folder for the run in " + parent + " (" + e
                            + "); set another one with WANDB_DIR or Settings.rootDir",
                    e);
        }
    }

    /** The folder that holds the folders of all runs. */
    static Path parent(Path root) {
        Path dotted = root.resolve(".wandb");
        return (Files.isDirectory(dotted) ? dotted : root.resolve("wandb"))
                .toAbsolutePath()
                .normalize();
    }

    private static Path createUnused(Path parent, String name) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                return Files.createDirectory(parent.resolve(attempt == 0 ? name : name + "-" + attempt));
            } catch (FileAlreadyExistsException e) {
                if (attempt == 1000) {
                    throw e;
                }
            }
        }
    }

    private static void linkLatest(Path parent, Path folder) {
        Path link = parent.resolve("latest-run");
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, folder.getFileName());
        } catch (IOException | UnsupportedOperationException e) {
            // a convenience only: file systems without links, and a race with another run, do without
            return;
        }
    }
}
