package io.wandb4j.settings;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Where settings come from when the program does not say: the environment, then settings files, then defaults. */
final class SettingsSources {
    private final Environment environment;

    SettingsSources(Environment environment) {
        this.environment = environment;
    }

    /** The given settings with everything that is unset taken from the weaker sources. */
    Settings fill(Settings explicit) {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        Map<Setting, String> origins = new EnumMap<>(Setting.class);
        values.putAll(explicit.values());
        origins.putAll(explicit.origins());
        fillFromEnvironment(values, origins);
        values.putIfAbsent(Setting.CONFIG_DIR, environment.configDir());
        fillFromFile(SettingsFile.ofWorkspace(rootDir(values)), values, origins);
        fillFromFile(SettingsFile.ofUser((Path) values.get(Setting.CONFIG_DIR)), values, origins);
        values.putIfAbsent(Setting.CACHE_DIR, environment.cacheDir());
        values.putIfAbsent(Setting.DATA_DIR, environment.dataDir());
        return new Settings(values, explicit.config(), origins, environment);
    }

    private void fillFromEnvironment(Map<Setting, Object> values, Map<Setting, String> origins) {
        for (Setting setting : Setting.values()) {
            for (String variable : setting.variables()) {
                Optional<String> text = environment.variable(variable);
                if (text.isPresent() && !values.containsKey(setting)) {
                    values.put(setting, setting.parse(text.get(), variable, environment));
                    origins.put(setting, variable);
                }
            }
        }
    }

    private void fillFromFile(SettingsFile file, Map<Setting, Object> values, Map<Setting, String> origins) {
        Map<String, String> texts = file.read();
        for (Setting setting : Setting.values()) {
            String text = texts.getOrDefault(setting.key(), "");
            if (!text.isBlank() && !values.containsKey(setting) && setting != Setting.ROOT_DIR) {
                String origin = file.path().toString();
                values.put(setting, setting.parse(text, origin, environment));
                origins.put(setting, origin);
            }
        }
    }

    private static Path rootDir(Map<Setting, Object> values) {
        return values.get(Setting.ROOT_DIR) instanceof Path dir ? dir : Path.of("");
    }
}
