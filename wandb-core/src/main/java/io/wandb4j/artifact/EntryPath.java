package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The path of a file in an artifact: relative, with forward slashes, and never out of the artifact's folder. */
final class EntryPath {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private EntryPath() {}

    /** The path in its shortest form.
     *
     * @throws UsageException if it is empty, absolute or leaves the folder, on any operating system */
    static String of(String path) {
        if (isPlain(path)) {
            return path;
        }
        String windows = path.replace('\\', '/');
        boolean leaves = List.of(windows.split("/")).contains("..");
        if (leaves || windows.startsWith("/") || DRIVE.matcher(path).matches() || path.indexOf('\0') >= 0) {
            throw bad(path);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
            throw new UsageException(
                    "artifact path '" + path + "' has half a character, which no digest can be made of");
        }
        List<String> parts = new ArrayList<>(List.of(path.split("/")));
        parts.removeIf(part -> part.isEmpty() || part.equals("."));
        if (parts.isEmpty()) {
            throw bad(path);
        }
        return String.join("/", parts);
    }

    /** Whether there is nothing to look at closely, as with nearly all paths, of which there may be a million. */
    private static boolean isPlain(String path) {
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            char c = i < path.length() ? path.charAt(i) : '/';
            if (c == '\\' || c == ':' || c == '\0' || Character.isSurrogate(c) || (c == '.' && i == start)) {
                return false;
            }
            if (c == '/') {
                if (i == start) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    private static UsageException bad(String path) {
        return new UsageException("artifact path '" + path
                + "' must be relative and stay inside the artifact, such as 'model/weights.bin'");
    }
}
