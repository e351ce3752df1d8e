package io.wandb4j.internal.place;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.File;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of this process alone, which goes when nobody holds this object any more, or with the process. */
final class ScratchFile {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Object LOCK = new Object();

    @GuardedBy("LOCK")
    private static @Nullable Path folder;

    private final Path path;

    private ScratchFile(Path path) {
        this.path = path;
    }

    static ScratchFile create() throws IOException {
        Path path = Files.createTempFile(folder(), "media", ".tmp");
        ScratchFile file = new ScratchFile(path);
        File plain = path.toFile();
        // Nobody can be told of a file that stays; the folder is emptied at the end of the process once more.
        CLEANER.register(file, () -> plain.delete());
        return file;
    }

    Path path() {
        return path;
    }

    private static Path folder() throws IOException {
        synchronized (LOCK) {
            if (folder == null || !Files.isDirectory(folder)) { // those who tidy up temporary folders may take it away
                Path made = Files.createTempDirectory("wandb-media");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> empty(made.toFile()), "wandb-media-exit"));
                folder = made;
            }
            return folder;
        }
    }

    @SuppressWarnings("ResultOfMethodCallIgnored")
    private static void empty(File folder) {
        File[] files = folder.listFiles();
        if (files != null) {
            for (File file : files) {
                file.delete();
            }
        }
        folder.delete();
    }
}
