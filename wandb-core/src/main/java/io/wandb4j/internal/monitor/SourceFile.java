package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the source of a program where Java projects keep theirs. */
public final class SourceFile {
    private static final List<String> FOLDERS = List.of(
            "",
            "src/main/java",
            "src/main/kotlin",
            "src/main/scala",
            "src/main/groovy",
            "src/test/java",
            "src/test/kotlin",
            "src");
    private static final List<String> ENDINGS = List.of(".java", ".kt", ".scala", ".groovy");

    private SourceFile() {}

    /** The source of a main class, or the program itself if it is a file.
     *
     * @param program the name of the class, or a file
     * @param folders where to look, and in the folders there */
    public static Optional<Path> of(String program, List<Path> folders) {
        for (Path folder : folders) {
            try {
                Path file = folder.resolve(program).toAbsolutePath().normalize();
                if (isSource(file.toString()) && Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
        String name = program.substring(program.lastIndexOf('/') + 1).replaceFirst("\\$.*", ""); // without its module
        if (!name.matches("[\\p{javaJavaIdentifierPart}.]+")) {
            return Optional.empty();
        }
        return projects(folders).stream()
                .flatMap(project -> candidates(project, name.replace('.', '/')))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Whether a file has the name of a source. */
    static boolean isSource(String file) {
        return ENDINGS.stream().anyMatch(file::endsWith);
    }

    private static Stream<Path> candidates(Path project, String name) {
        return FOLDERS.stream().flatMap(folder -> ENDINGS.stream().flatMap(ending -> names(name)
                .map(each -> project.resolve(folder).resolve(each + ending))));
    }

    /** Kotlin calls the class of a file's functions {@code FileKt}. */
    private static Stream<String> names(String name) {
        return name.endsWith("Kt") ? Stream.of(name, name.substring(0, name.length() - 2)) : Stream.of(name);
    }

    private static Set<Path> projects(List<Path> folders) {
        Set<Path> projects = new LinkedHashSet<>();
        for (Path folder : folders) {
            Path whole = folder.toAbsolutePath().normalize();
            projects.add(whole);
            projects.addAll(modules(whole));
        }
        return projects;
    }

    private static List<Path> modules(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isDirectory(child.resolve("src")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }
}
