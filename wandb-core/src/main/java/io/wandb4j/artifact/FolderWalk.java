package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Finds the files of a selection, of which none may be outside by a link, or be something other than a file. */
final class FolderWalk extends SimpleFileVisitor<Path> {
    private final FileSelection selection;
    private final Path root;
    private final Path realRoot;
    private final List<Path> found = new ArrayList<>();

    private FolderWalk(FileSelection selection, Path realRoot) {
        this.selection = selection;
        this.root = selection.folder();
        this.realRoot = realRoot;
    }

    /** The selected files, by their paths in the folder, in order.
     *
     * @throws UsageException if a link leaves the folder, leads nowhere or in a circle */
    static List<Path> files(FileSelection selection) throws IOException {
        FolderWalk walk = new FolderWalk(selection, selection.folder().toRealPath());
        Files.walkFileTree(selection.folder(), EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        walk.found.sort(null);
        return walk.found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (folder.equals(root)) {
            return FileVisitResult.CONTINUE;
        }
        if (selection.skipsFolder(root.relativize(folder))) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        refuseLeaving(folder);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Path relative = root.relativize(file);
        if (!selection.takesFile(relative)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isSymbolicLink()) {
            throw new UsageException("link '" + file + "' leads nowhere: remove it, or exclude it");
        }
        if (!attributes.isRegularFile()) {
            throw new UsageException("'" + file + "' is neither a file nor a folder: remove it, or exclude it");
        }
        refuseLeaving(file);
        found.add(relative);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof FileSystemLoopException) {
            throw new UsageException(
                    "link '" + file + "' leads to a folder that it is in: remove it, or exclude it", failure);
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && selection.skipsFolder(root.relativize(file))) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    private void refuseLeaving(Path path) throws IOException {
        if (!selection.mayLeave()
                && Files.isSymbolicLink(path)
                && !path.toRealPath().startsWith(realRoot)) {
            throw new UsageException("link '" + path + "' leads out of '" + root
                    + "': exclude it, or allow such links with FileSelection.followLinksOutside()");
        }
    }
}
