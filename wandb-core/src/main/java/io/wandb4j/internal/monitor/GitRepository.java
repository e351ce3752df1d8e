package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A git repository, as its files show it: no process has to be started to learn the commit.
 *
 * @param root the folder of the work tree
 * @param own where git keeps what belongs to this work tree
 * @param common where git keeps what all work trees share */
public record GitRepository(Path root, Path own, Path common) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([A-Za-z0-9.-]+)(?:\\s+\"(.*)\")?\\s*].*");
    private static final Pattern URL = Pattern.compile("\\s*url\\s*=\\s*(.*?)\\s*", Pattern.CASE_INSENSITIVE);
    private static final String LINK = "gitdir:";
    private static final String REFERENCE = "ref:";

    /** The repository that a folder lies in. */
    public static Optional<GitRepository> around(Path folder) {
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            Optional<GitRepository> found = at(at);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The repository whose work tree is a folder. */
    static Optional<GitRepository> at(Path root) {
        Path git = root.resolve(".git");
        try {
            Path own = Files.isDirectory(git) ? git : linked(git);
            if (own == null || !Files.isRegularFile(own.resolve("HEAD"))) {
                return Optional.empty();
            }
            String shared = firstLine(own.resolve("commondir"));
            return Optional.of(new GitRepository(
                    root, own, shared == null ? own : own.resolve(shared).normalize()));
        } catch (IOException | InvalidPathException e) { // none that can be read
            return Optional.empty();
        }
    }

    /** The commit that is checked out; empty if there is none yet, or it is kept in a way that is not known here. */
    public Optional<String> commit() {
        try {
            String head = firstLine(own.resolve("HEAD"));
            if (head != null && head.startsWith(REFERENCE)) {
                head = resolve(head.substring(REFERENCE.length()).strip());
            }
            return Optional.ofNullable(head)
                    .filter(commit -> COMMIT.matcher(commit).matches());
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The address of a remote, as the configuration has it. */
    public Optional<String> remoteUrl(String remote) {
        boolean inside = false;
        try {
            for (String line : Files.readAllLines(common.resolve("config"), StandardCharsets.UTF_8)) {
                Matcher section = SECTION.matcher(line);
                Matcher url = URL.matcher(line);
                if (section.matches()) {
                    inside = section.group(1).toLowerCase(Locale.ROOT).equals("remote")
                            && remote.equals(section.group(2));
                } else if (inside && url.matches()) {
                    return Optional.of(url.group(1).replace("\"", ""));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private @Nullable String resolve(String reference) throws IOException {
        for (Path folder : List.of(own, common)) {
            String loose = firstLine(folder.resolve(reference));
            if (loose != null) {
                return loose;
            }
        }
        Path packed = common.resolve("packed-refs");
        if (!Files.isRegularFile(packed)) {
            return null;
        }
        try (var lines = Files.lines(packed, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.endsWith(" " + reference))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static @Nullable Path linked(Path file) throws IOException {
        String line = firstLine(file);
        return line == null || !line.startsWith(LINK)
                ? null
                : file.resolveSibling(line.substring(LINK.length()).strip()).normalize();
    }

    private static @Nullable String firstLine(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return lines.isEmpty() ? null : lines.get(0).strip();
    }
}
