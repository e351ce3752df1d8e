package io.wandb4j.internal.stream;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which files of a run's folder go to the server.
 *
 * @param folder the folder of the run's files
 * @param ignoreGlobs patterns of names, relative to the folder, that do not */
public record UploadedFiles(Path folder, List<Pattern> ignoreGlobs) {
    /** Copies the patterns. */
    public UploadedFiles {
        ignoreGlobs = List.copyOf(ignoreGlobs);
    }

    /** All files of a folder but those that match one of the patterns. */
    public static UploadedFiles of(Path folder, List<String> ignoreGlobs) {
        return new UploadedFiles(
                folder, ignoreGlobs.stream().map(UploadedFiles::pattern).toList());
    }

    /** Whether a file is not to be uploaded. */
    boolean isIgnored(String name) {
        return ignoreGlobs.stream().anyMatch(glob -> glob.matcher(name).matches());
    }

    /** Where a file lies. */
    Path file(String name) {
        return folder.resolve(name);
    }

    // A log is data that may come from anywhere: what lies outside of the run's folder is none of its files.
    boolean isPresent(String name) {
        Path file = folder.resolve(name).normalize();
        return file.startsWith(folder.normalize()) && Files.isRegularFile(file);
    }

    /** As the official client reads patterns: neither {@code *} nor {@code ?} is a slash, one that is none matches nothing. */
    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int end = c == '[' ? glob.indexOf(']', i + 2) : -1;
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '[' -> regex.append(end < 0 ? "(?!)" : group(glob.substring(i + 1, end)));
                case '\\' -> regex.append(++i < glob.length() ? Pattern.quote(glob.substring(i, i + 1)) : "(?!)");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
            i = Math.max(i, end);
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            return Pattern.compile("(?!)");
        }
    }

    private static String group(String characters) {
        boolean not = characters.startsWith("^");
        String rest = (not ? characters.substring(1) : characters).replaceAll("[\\[&^]", "\\\\$0");
        return "(?!/)[" + (not ? "^" : "") + rest + "]";
    }
}
