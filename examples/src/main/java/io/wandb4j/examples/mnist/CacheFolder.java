package io.wandb4j.examples.mnist;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the folder in which programs keep what they can fetch again. */
final class CacheFolder {
    private CacheFolder() {}

    static Path ofProcess() {
        return of(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    static Path of(String system, String home, Map<String, String> environment) {
        String kind = system.toLowerCase(Locale.ROOT);
        if (kind.startsWith("windows")) {
            return orElse(environment.get("LOCALAPPDATA"), Path.of(home, "AppData", "Local"));
        }
        if (kind.startsWith("mac")) {
            return Path.of(home, "Library", "Caches");
        }
        return orElse(environment.get("XDG_CACHE_HOME"), Path.of(home, ".cache"));
    }

    private static Path orElse(@Nullable String folder, Path other) {
        return folder == null || folder.isBlank() ? other : Path.of(folder);
    }
}
