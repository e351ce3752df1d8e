package io.wandb4j.internal.transport.artifact;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.FileNames;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder that files are put into, and out of which no name and no link leads.
 *
 * <p>Safe for use by several threads. */
final class TargetFolder {
    private final Path root;
    private final Path realRoot;
    private final Set<Path> known = ConcurrentHashMap.newKeySet();
    private final Set<Path> made = ConcurrentHashMap.newKeySet();
    private final FoldedNames names;

    private TargetFolder(Path root, Path realRoot) {
        this.root = root;
        this.realRoot = realRoot;
        this.names = new FoldedNames(FoldedNames.of(root));
    }

    /** The folder, made if absent. */
    static TargetFolder at(Path folder) throws IOException {
        return absolute(folder.toAbsolutePath());
    }

    private static TargetFolder absolute(Path root) throws IOException {
        boolean absent = Files.notExists(root);
        Files.createDirectories(root);
        TargetFolder folder = new TargetFolder(root, root.toRealPath());
        folder.known.add(root);
        if (absent) {
            folder.made.add(root);
        }
        return folder;
    }

    /** Whether the folder of a file was made just now, so that nothing can be in it yet. */
    boolean made(Path file) {
        Path parent = file.getParent();
        return parent != null && made.contains(parent);
    }

    /** Where a file goes; the folder that it lies in is made if absent.
     *
     * @throws UsageException if a link on the way leads out, or this machine has no such names, or takes it for another one */
    Path file(String entryPath) throws IOException {
        names.claim(entryPath);
        Path file = FileNames.below(root, entryPath);
        if (!file.normalize().startsWith(root.normalize())) {
            throw leaves(entryPath);
        }
        Path parent = file.getParent();
        if (parent != null) {
            open(parent, entryPath);
        }
        return file;
    }

    /** Makes folders one by one from the root on: to make them all at once would follow links. */
    private void open(Path folder, String entryPath) throws IOException {
        if (known.contains(folder)) {
            return;
        }
        Path current = root;
        for (Path part : root.relativize(folder)) {
            current = current.resolve(part);
            if (known.contains(current)) {
                continue;
            }
            try {
                Files.createDirectory(current);
                made.add(current);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(current)) {
                    throw new UsageException("file '" + entryPath + "' is not written: '" + current
                            + "' is in its way, which is no folder; take another folder, or checkout()");
                }
                if (!current.toRealPath().startsWith(realRoot)) {
                    throw leaves(entryPath);
                }
            }
            known.add(current);
        }
    }

    private UsageException leaves(String entryPath) {
        return new UsageException(
                "file '" + entryPath + "' is not written: a link or name on its way leads out of '" + root + "'");
    }
}
