package io.wandb4j.sweep;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What starts the program of a sweep whose config has no command of its own.
 *
 * <p>The official agent starts everything with {@code python}. So does this one, but for what Java runs (a jar, a source file,
 * a class on the class path) and for files that start by themselves. */
final class Interpreter {
    private static final Pattern CLASS =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

    private Interpreter() {}

    /** The words before the program.
     *
     * @param directory where the program is started
     * @param path the folders in which the system looks for programs, as in the variable {@code PATH} */
    static List<String> of(String program, Path directory, String path) {
        if (program.endsWith(".py")) {
            return python(path);
        }
        if (program.endsWith(".jar")) {
            return List.of(java(), "-jar");
        }
        boolean exists = Files.exists(directory.resolve(program));
        if (program.endsWith(".java") || (!exists && CLASS.matcher(program).matches())) {
            return List.of(java());
        }
        return exists && Files.isExecutable(directory.resolve(program)) ? List.of() : python(path);
    }

    /** Some systems have Python under its longer name only. */
    private static List<String> python(String path) {
        return List.of(isOn(path, "python") || !isOn(path, "python3") ? "python" : "python3");
    }

    private static boolean isOn(String path, String program) {
        for (String folder : path.split(File.pathSeparator)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** The Java that this agent runs on. */
    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
