package io.wandb4j.settings;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A settings file: lines {@code key = value} in a section {@code [default]}.
 *
 * <p>One belongs to the user, one to a workspace folder. Changing a key leaves all else in the file as it is. */
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
     * @return whether the file had to be changed
     * @throws UsageException if the file cannot be read or written */
    @CanIgnoreReturnValue
    public boolean set(String key, @Nullable String value) {
        if (Objects.equals(read().get(key), value)) {
            return false;
        }
        List<String> lines = new ArrayList<>(lines());
        if (lines.stream().noneMatch(line -> line.strip().equals(SECTION))) {
            lines.add(SECTION);
        }
        removeFromSection(lines, key);
        if (value != null) {
            int section = lines.stream().map(String::strip).toList().indexOf(SECTION);
            lines.add(section + 1, key + " = " + value);
        }
        write(lines);
        return true;
    }

    /** The keys and values of the section, in lower case and as they stand.
     *
     * @throws UsageException if the file cannot be read, or is no settings file */
    Map<String, String> read() {
        try {
            return new SettingsText(lines()).section(SECTION);
        } catch (UsageException e) {
            throw new UsageException(path + ": " + e.getMessage(), e);
        }
    }

    private void write(List<String> lines) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder == null ? path.toAbsolutePath() : folder);
            Files.write(path, lines);
        } catch (IOException e) {
            throw new UsageException("settings file " + path + " cannot be written: " + e, e);
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UsageException("it cannot be read: " + e, e);
        }
    }

    private static void removeFromSection(List<String> lines, String key) {
        boolean inSection = false;
        boolean inKey = false;
        for (var each = lines.listIterator(); each.hasNext(); ) {
            String line = each.next();
            boolean continues = inKey && !line.isBlank() && Character.isWhitespace(line.charAt(0));
            if (line.strip().startsWith("[")) {
                inSection = line.strip().equals(SECTION);
            }
            inKey = continues
                    || (inSection
                            && SettingsText.keyOf(line).filter(key::equals).isPresent());
            if (inKey) {
                each.remove();
            }
        }
    }
}
