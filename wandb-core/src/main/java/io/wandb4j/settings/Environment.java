package io.wandb4j.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What surrounds the process: its environment variables, the user's home, the operating system.
 *
 * @param variables the environment variables
 * @param home the user's home folder
 * @param osName the name of the operating system, as Java gives it */
public record Environment(Map<String, String> variables, Path home, String osName) {
    /** Copies the variables. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** What surrounds this process now. */
    public static Environment ofProcess() {
        return new Environment(
                System.getenv(), Path.of(System.getProperty("user.home", "")), System.getProperty("os.name", ""));
    }

    /** The value of a variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** The path that a text stands for; a leading {@code ~} is the home folder. */
    Path path(String text) {
        if (text.equals("~")) {
            return home;
        }
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    /** Whether the operating system is Windows. */
    public boolean isWindows() {
        return osName.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    boolean isMac() {
        return osName.toLowerCase(Locale.ROOT).startsWith("mac");
    }

    // The folders that the Python client uses, so that caches and logins are shared.

    Path configDir() {
        return home.resolve(".config").resolve("wandb");
    }

    Path cacheDir() {
        if (isWindows()) {
            return localAppData().resolve("wandb").resolve("wandb").resolve("Cache");
        }
        if (isMac()) {
            return home.resolve("Library").resolve("Caches").resolve("wandb");
        }
        return xdg("XDG_CACHE_HOME", home.resolve(".cache")).resolve("wandb");
    }

    Path dataDir() {
        if (isWindows()) {
            return localAppData().resolve("wandb").resolve("wandb");
        }
        if (isMac()) {
            return home.resolve("Library").resolve("Application Support").resolve("wandb");
        }
        return xdg("XDG_DATA_HOME", home.resolve(".local").resolve("share")).resolve("wandb");
    }

    private Path localAppData() {
        return variable("LOCALAPPDATA")
                .map(Path::of)
                .orElse(home.resolve("AppData").resolve("Local"));
    }

    private Path xdg(String variable, Path fallback) {
        return variable(variable).map(Path::of).orElse(fallback);
    }
}
