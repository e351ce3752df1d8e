package io.wandb4j.server;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder in which a user's server keeps its data unless told otherwise. */
public final class StandardFolder {

    private static final String VARIABLE = "WANDB4J_SERVER_DIR";

    private StandardFolder() {}

    /** The folder that the variable {@code WANDB4J_SERVER_DIR} names, or one among the data of the user's programs. */
    public static Path ofProcess() {
        return of(System.getProperty("os.name", ""), System.getProperty("user.home", ""), System.getenv());
    }

    static Path of(String system, String home, Map<String, String> variables) {
        String named = variables.get(VARIABLE);
        if (named != null && !named.isBlank()) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        return dataFolder(system.toLowerCase(Locale.ROOT), home, variables)
                .resolve("wandb4j")
                .resolve("server");
    }

    private static Path dataFolder(String system, String home, Map<String, String> variables) {
        if (system.startsWith("windows")) {
            return orElse(variables.get("LOCALAPPDATA"), Path.of(home, "AppData", "Local"));
        }
        if (system.startsWith("mac")) {
            return Path.of(home, "Library", "Application Support");
        }
        return orElse(variables.get("XDG_DATA_HOME"), Path.of(home, ".local", "share"));
    }

    private static Path orElse(@Nullable String folder, Path other) {
        return folder == null || folder.isBlank() ? other : Path.of(folder);
    }
}
