package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.CompleteFile;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names of which some disks make one: those that differ in case, or in how a letter with a mark is written.
 *
 * <p>Safe for use by several threads. */
final class FoldedNames {
    private final Map<String, String> claimed = new ConcurrentHashMap<>();
    private final Disk disk;

    FoldedNames(Disk disk) {
        this.disk = disk;
    }

    /** Where files are put. */
    interface Disk {
        /** Whether two names are one there. */
        boolean folds(String name, String other) throws IOException;
    }

    /** The disk that a folder lies on, which is tried out. */
    static Disk of(Path folder) {
        return (name, other) -> {
            Path probe = Files.createDirectory(folder.resolve(".wandb-" + CompleteFile.freshName()));
            Path made = FileNames.below(probe, name);
            try {
                Files.createFile(made);
                return Files.exists(FileNames.below(probe, other));
            } finally {
                Files.deleteIfExists(made);
                Files.delete(probe);
            }
        };
    }

    /** Notes that a file is put under a path.
     *
     * @throws UsageException if it would take the place of another one */
    void claim(String path) throws IOException {
        String other = claimed.putIfAbsent(fold(path), path);
        if (other != null && !other.equals(path) && isOne(path, other)) {
            throw new UsageException("files '" + other + "' and '" + path + "' cannot both be written here, where their"
                    + " names are one: take a folder on another disk, or fetch one of them only");
        }
    }

    private boolean isOne(String path, String other) throws IOException {
        List<String> names = List.of(path.split("/", -1));
        List<String> others = List.of(other.split("/", -1));
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equals(others.get(i)) && !disk.folds(names.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String fold(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
