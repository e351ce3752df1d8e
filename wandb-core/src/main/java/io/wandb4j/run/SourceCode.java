package io.wandb4j.run;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.monitor.SourceTree;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which files are the source code of a program: those below a folder that some patterns match, but for those that others
 * match and those that ignore files name.
 *
 * <p>Without patterns: sources of Java, Kotlin, Scala and Groovy, the files of Maven, Gradle and sbt, and Dockerfiles. A pattern
 * without a slash is about the name of a file, any other about its path from the folder, such as {@code src/**}. Immutable. */
public final class SourceCode {
    private static final List<String> USUAL = List.of(
            "*.java",
            "*.kt",
            "*.kts",
            "*.scala",
            "*.sbt",
            "*.groovy",
            "*.gradle",
            "pom.xml",
            "libs.versions.toml",
            "Dockerfile*");

    private final Path root;
    private final @Nullable String name;
    private final List<String> included;
    private final List<String> excluded;

    private SourceCode(Path root, @Nullable String name, List<String> included, List<String> excluded) {
        this.root = root.toAbsolutePath().normalize();
        this.name = name;
        this.included = List.copyOf(included);
        this.excluded = List.copyOf(excluded);
    }

    /** The code below a folder. */
    public static SourceCode in(Path root) {
        return new SourceCode(requireNonNull(root, "root"), null, USUAL, List.of());
    }

    /** The same code under the given name of an artifact, which several runs may share. */
    public SourceCode named(String name) {
        return new SourceCode(root, requireNonNull(name, "name"), included, excluded);
    }

    /** The files that one of the patterns matches, instead of the usual ones. */
    public SourceCode including(String... globs) {
        return new SourceCode(root, name, checked(globs), excluded);
    }

    /** The same files without those that one of the patterns matches. */
    public SourceCode excluding(String... globs) {
        List<String> all = new ArrayList<>(excluded);
        all.addAll(checked(globs));
        return new SourceCode(root, name, included, all);
    }

    Path root() {
        return root;
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The files, in order.
     *
     * @throws UsageException if the folder cannot be read */
    List<Path> files() {
        if (!Files.isDirectory(root)) {
            throw new UsageException("cannot log code: " + root + " is not a folder");
        }
        try {
            return new SourceTree(root).files(file -> matches(included, file) && !matches(excluded, file));
        } catch (IOException e) {
            throw new UsageException("cannot log code: " + root + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean matches(List<String> globs, Path file) {
        Path path = root.relativize(file);
        return globs.stream().anyMatch(glob -> matches(glob, path));
    }

    private static boolean matches(String glob, Path path) {
        if (!glob.contains("/")) {
            return matcher(glob).matches(path.getFileName());
        }
        boolean anywhere = glob.startsWith("**/"); // which may be here, too
        return matcher(glob).matches(path)
                || (anywhere && matcher(glob.substring(3)).matches(path));
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    private static List<String> checked(String... globs) {
        for (String glob : globs) {
            try {
                matcher(glob);
            } catch (PatternSyntaxException e) {
                throw new UsageException("'" + glob + "' is not a pattern of files: " + e.getDescription(), e);
            }
        }
        return Arrays.asList(globs);
    }
}
