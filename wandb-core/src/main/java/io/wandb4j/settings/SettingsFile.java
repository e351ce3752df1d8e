package io.wandb4j.settings;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A settings file: lines {@code key = value} in a section {@code [default]}.
 *
 * <p>One belongs to the user, one to a workspace folder. Keys that this client does not know are left alone. */
public final class SettingsFile {
    private static final String SECTION = "[default]";

    private final Path path;

    private SettingsFile(Path path) {
        this.path = path;
    }

    /** The user's own file. */
    public static SettingsFile ofUser(Path configDir) {
        return new SettingsFile(configDir.resolve("settings"));
    }

    /** The file of the workspace whose {@code wandb} folder lies in the given one. */
    public static SettingsFile ofWorkspace(Path rootDir) {
        Path hidden = rootDir.resolve(".wandb");
        Path folder = Files.isDirectory(hidden) ? hidden : rootDir.resolve("wandb");
        return new SettingsFile(folder.resolve("settings"));
    }

    /** Where the file lies, if it exists. */
    public Path path() {
        return path;
    }

    /** Sets a key, or removes it where the value is null; keeps all other lines.
     *
     * @throws UsageException if the file cannot be written */
    public void set(String key, @Nullable String value) {
        List<String> lines = new ArrayList<>(lines());
        if (lines.stream().noneMatch(line -> line.strip().equals(SECTION))) {
            lines.add(0, SECTION);
        }
        removeFromSection(lines, key);
        if (value != null) {
            int section = lines.stream().map(String::strip).toList().indexOf(SECTION);
            lines.add(section + 1, key + " = " + value);
        }
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder == null ? path.toAbsolutePath() : folder);
            Files.write(path, lines);
        } catch (IOException e) {
            throw new UsageException("settings file " + path + " cannot be written: " + e, e);
        }
    }

    Map<String, String> read() {
        Map<String, String> values = new LinkedHashMap<>();
        boolean inSection = false;
        for (String line : lines()) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inSection = text.equals(SECTION);
            } else if (inSection && !text.startsWith("#") && !text.startsWith(";") && separator(text) > 0) {
                int separator = separator(text);
                values.put(keyOf(text), text.substring(separator + 1).strip());
            }
        }
        return values;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UsageException("settings file " + path + " cannot be read: " + e, e);
        }
    }

    private static void removeFromSection(List<String> lines, String key) {
        boolean inSection = false;
        for (var each = lines.listIterator(); each.hasNext(); ) {
            String text = each.next().strip();
            if (text.startsWith("[")) {
                inSection = text.equals(SECTION);
            } else if (inSection && separator(text) > 0 && keyOf(text).equals(key)) {
                each.remove();
            }
        }
    }

    private static String keyOf(String line) {
        return line.substring(0, separator(line)).strip().toLowerCase(Locale.ROOT);
    }

    private static int separator(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '=' || line.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }
}
