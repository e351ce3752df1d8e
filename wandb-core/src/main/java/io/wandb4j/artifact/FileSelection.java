package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which files of a folder go into an artifact, and how. Immutable.
 *
 * <p>Patterns are globs of paths below the folder: {@code *.csv} is a name at any depth, {@code data/**} all below one
 * folder. Links are followed as long as they stay inside the folder. */
public final class FileSelection {
    private final Path folder;
    private final String prefix;
    private final IgnoreRules included;
    private final IgnoreRules excluded;
    private final FilePolicy policy;
    private final boolean linksOutside;
    private final boolean replacing;

    private FileSelection(
            Path folder,
            String prefix,
            IgnoreRules included,
            IgnoreRules excluded,
            FilePolicy policy,
            boolean linksOutside,
            boolean replacing) {
        this.folder = folder;
        this.prefix = prefix;
        this.included = included;
        this.excluded = excluded;
        this.policy = policy;
        this.linksOutside = linksOutside;
        this.replacing = replacing;
    }

    /** All files of a folder, and of those below it. */
    public static FileSelection of(Path folder) {
        return new FileSelection(
                requireNonNull(folder, "folder"),
                "",
                IgnoreRules.NONE,
                IgnoreRules.NONE,
                FilePolicy.MUTABLE,
                false,
                false);
    }

    /** The same files, in a folder of this name in the artifact. */
    public FileSelection under(String name) {
        return new FileSelection(folder, name, included, excluded, policy, linksOutside, replacing);
    }

    /** Only files that match one of these patterns, or of those given before. */
    public FileSelection include(String... globs) {
        return new FileSelection(
                folder, prefix, included.with(List.of(globs)), excluded, policy, linksOutside, replacing);
    }

    /** No files that match one of these patterns; one that begins with an exclamation mark takes files back in. */
    public FileSelection exclude(String... globs) {
        return new FileSelection(
                folder, prefix, included, excluded.with(List.of(globs)), policy, linksOutside, replacing);
    }

    /** No files that match a line of a file such as {@code .gitignore}; empty lines and those with # in front count not.
     *
     * @throws UsageException if it cannot be read */
    public FileSelection excludeLinesOf(Path file) {
        try {
            List<String> lines = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            return new FileSelection(folder, prefix, included, excluded.with(lines), policy, linksOutside, replacing);
        } catch (IOException e) {
            throw new UsageException("cannot read ignore rules from '" + file + "': " + e, e);
        }
    }

    /** The same files, copied when they are added or not. */
    public FileSelection policy(FilePolicy how) {
        return new FileSelection(
                folder, prefix, included, excluded, requireNonNull(how, "policy"), linksOutside, replacing);
    }

    /** The same files, and those outside the folder that links in it lead to. */
    public FileSelection followLinksOutside() {
        return new FileSelection(folder, prefix, included, excluded, policy, true, replacing);
    }

    /** The same files, which take the place of other ones that were added under their paths before. */
    public FileSelection replacing() {
        return new FileSelection(folder, prefix, included, excluded, policy, linksOutside, true);
    }

    Path folder() {
        return folder;
    }

    FilePolicy policy() {
        return policy;
    }

    boolean isReplacing() {
        return replacing;
    }

    boolean mayLeave() {
        return linksOutside;
    }

    boolean takesFile(Path relative) {
        return (included.isEmpty() || included.match(relative)) && !excluded.match(relative);
    }

    boolean skipsFolder(Path relative) {
        return excluded.matchAllIn(relative);
    }

    /** The path in the artifact of a file, given by its path in the folder. */
    String entryPath(Path relative) {
        return (prefix.isEmpty() ? "" : prefix + "/") + FileNames.text(relative);
    }
}
