package io.wandb4j.settings;

import io.wandb4j.errors.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the settings files of a user and of a workspace say together.
 *
 * <p>They are used as a whole or not at all, as the official client does: a fault in one must not leave half of what was
 * meant. */
final class FileSettings {
    private static final Set<String> REFUSED = Set.of("settings_system", "root_dir");
    private static final String WITHOUT_EFFECT = "anonymous";

    private record Text(String value, String file) {}

    private final Environment environment;
    private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
    private final Map<Setting, String> origins = new EnumMap<>(Setting.class);
    private final List<SettingsNotice> notices = new ArrayList<>();

    private FileSettings(Environment environment) {
        this.environment = environment;
    }

    /** Reads files, the weaker ones first. */
    static FileSettings read(Environment environment, List<SettingsFile> files) {
        FileSettings settings = new FileSettings(environment);
        Map<String, Text> texts = new LinkedHashMap<>();
        List<Path> sources = new ArrayList<>();
        for (SettingsFile file : files) {
            Map<String, String> found = settings.texts(file);
            found.forEach(
                    (key, value) -> texts.put(key, new Text(value, file.path().toString())));
            if (!found.isEmpty()) {
                sources.add(file.path());
            }
        }
        settings.take(texts, sources);
        return settings;
    }

    Map<Setting, Object> values() {
        return values;
    }

    Map<Setting, String> origins() {
        return origins;
    }

    List<SettingsNotice> notices() {
        return notices;
    }

    private Map<String, String> texts(SettingsFile file) {
        try {
            return file.read();
        } catch (UsageException e) {
            say(SettingsNotice.Kind.WARNING, "Error reading settings at " + e.getMessage());
            return Map.of();
        }
    }

    private void take(Map<String, Text> texts, List<Path> sources) {
        if (sources.isEmpty()) {
            return;
        }
        say(SettingsNotice.Kind.DETAIL, "Loading settings from " + list(sources));
        try {
            texts.forEach(this::take);
            new SettingsCheck(values, origins).run();
        } catch (UsageException e) {
            values.clear();
            origins.clear();
            say(SettingsNotice.Kind.ERROR, e.getMessage() + "; no setting from " + list(sources) + " is used");
        }
    }

    private void take(String key, Text text) {
        if (REFUSED.contains(key) || key.equals(WITHOUT_EFFECT)) {
            String why = key.equals(WITHOUT_EFFECT) ? "has no effect" : "is not allowed in a settings file";
            say(
                    SettingsNotice.Kind.WARNING,
                    "Ignoring setting '" + key + "', which " + why + ". Please delete it from " + text.file() + ".");
            return;
        }
        for (Setting setting : Setting.values()) {
            if (setting.key().equals(key) && setting.isForFiles()) {
                if (!text.value().isBlank()) {
                    values.put(setting, setting.parseInFile(text.value(), text.file(), environment));
                    origins.put(setting, text.file());
                }
                return;
            }
        }
        if (!OfficialSettings.contains(key)) {
            throw new UsageException("unknown setting '" + key + "' in " + text.file());
        }
    }

    private void say(SettingsNotice.Kind kind, String text) {
        notices.add(new SettingsNotice(kind, text));
    }

    private static String list(List<Path> sources) {
        if (sources.size() == 1) {
            return sources.get(0).toString();
        }
        StringBuilder lines = new StringBuilder();
        sources.forEach(source -> lines.append("\n  ").append(source));
        return lines.toString();
    }
}
