package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;

/** The content of a medium with the place it belongs to.
 *
 * @param folder below {@code media}
 * @param extension with its dot, or empty */
record FileContent(String folder, String extension, MediaContent content) {
    private static final int LONGEST_CAPTION = 100_000;

    /** A copy of a file whose extension must be one of these.
     *
     * @throws UsageException if it is another one, or the file cannot be read */
    static FileContent of(String kind, String folder, Path file, Collection<String> extensions) {
        String name = nameOf(file);
        for (String extension : extensions) {
            if (name.toLowerCase(Locale.ROOT).endsWith("." + extension)) {
                String suffix = name.substring(name.length() - extension.length() - 1);
                return new FileContent(folder, suffix, MediaContent.ofFile(kind, file));
            }
        }
        throw new UsageException("cannot use '" + file + "' as " + kind + ": its name must end with one of ."
                + String.join(", .", extensions));
    }

    /** The last extension of a file's name with its dot, empty if there is none. */
    static String extensionOf(Path file) {
        String name = nameOf(file);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot);
    }

    /** A caption that leaves room in a row for other values.
     *
     * @throws UsageException if it is too long */
    static String caption(String text) {
        if (text.length() > LONGEST_CAPTION) {
            throw new UsageException("a caption has at most " + LONGEST_CAPTION + " characters, not " + text.length()
                    + "; log a long text in a table");
        }
        return text;
    }

    static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
