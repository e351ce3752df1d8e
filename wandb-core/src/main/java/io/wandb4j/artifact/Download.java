package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.function.Consumer;

/** What of a version is downloaded, where to, and how. Immutable. */
public final class Download {
    private final Path root;
    private final String path;
    private final boolean whole;
    private final boolean cached;
    private final boolean lenient;
    private final Consumer<TransferProgress> listener;

    private Download(
            Path root,
            String path,
            boolean whole,
            boolean cached,
            boolean lenient,
            Consumer<TransferProgress> listener) {
        this.root = root;
        this.path = path;
        this.whole = whole;
        this.cached = cached;
        this.lenient = lenient;
        this.listener = listener;
    }

    /** All files, into a folder. */
    public static Download to(Path root) {
        return new Download(requireNonNull(root, "root"), "", false, true, false, progress -> {});
    }

    /** Only files whose path begins like this. */
    public Download startingWith(String pathPrefix) {
        return new Download(root, requireNonNull(pathPrefix, "path prefix"), false, cached, lenient, listener);
    }

    /** Only the file at this path. */
    public Download only(String entryPath) {
        return new Download(root, EntryPath.of(entryPath), true, cached, lenient, listener);
    }

    /** Without reading the cache or adding to it, which saves the space of a second copy. */
    public Download withoutCache() {
        return new Download(root, path, whole, false, lenient, listener);
    }

    /** Leaves out references that lead nowhere any more, instead of failing. */
    public Download allowMissingReferences() {
        return new Download(root, path, whole, cached, true, listener);
    }

    /** Tells somebody how far it is, on the threads of the download. */
    public Download onProgress(Consumer<TransferProgress> who) {
        return new Download(root, path, whole, cached, lenient, requireNonNull(who, "listener"));
    }

    /** The folder that the files are put into. */
    public Path root() {
        return root;
    }

    /** Whether a file is wanted. */
    public boolean takes(ArtifactEntry entry) {
        return whole ? entry.path().equals(path) : entry.path().startsWith(path);
    }

    /** Whether the cache is read and filled. */
    public boolean usesCache() {
        return cached;
    }

    /** Whether a reference may lead nowhere. */
    public boolean allowsMissingReferences() {
        return lenient;
    }

    /** Who is told how far it is. */
    public Consumer<TransferProgress> listener() {
        return listener;
    }
}
