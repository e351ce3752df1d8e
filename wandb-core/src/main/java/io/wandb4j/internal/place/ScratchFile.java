package io.wandb4j.internal.place;

import java.io.File;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of this process alone, which goes when nobody holds this object any more, or with the process. */
final class ScratchFile {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Path path;

    private ScratchFile(Path path) {
        this.path = path;
    }

    static ScratchFile create() throws IOException {
        Path path = Files.createTempFile(Folder.PATH, "media", ".tmp");
        ScratchFile file = new ScratchFile(path);
        File plain = path.toFile();
        // Nobody can be told of a file that stays; the folder is emptied at the end of the process once more.
        CLEANER.register(file, () -> plain.delete());
        return file;
    }

    Path path() {
        return path;
    }

    private static final class Folder {
        static final Path PATH = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("wandb-media");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> empty(folder.toFile()), "wandb-media-exit"));
                return folder;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
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
}
