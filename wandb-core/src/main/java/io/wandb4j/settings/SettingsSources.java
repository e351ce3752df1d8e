package io.wandb4j.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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
        List<SettingsNotice> notices = new ArrayList<>();
        values.putAll(explicit.values());
        origins.putAll(explicit.origins());
        fillFromEnvironment(values, origins);
        values.putIfAbsent(Setting.CONFIG_DIR, environment.configDir());
        if (!explicit.isResolved()) { // what has been read once is known, and was told
            fillFromFiles(values, origins, notices);
        }
        values.putIfAbsent(Setting.CACHE_DIR, environment.cacheDir());
        values.putIfAbsent(Setting.DATA_DIR, environment.dataDir());
        return new Settings(values, explicit.config(), origins, environment, notices, true);
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

    private void fillFromFiles(
            Map<Setting, Object> values, Map<Setting, String> origins, List<SettingsNotice> notices) {
        Path configDir = (Path) values.getOrDefault(Setting.CONFIG_DIR, environment.configDir());
        FileSettings files = FileSettings.read(
                environment, List.of(SettingsFile.ofUser(configDir), SettingsFile.ofWorkspace(rootDir(values))));
        files.values().forEach((setting, value) -> {
            if (values.putIfAbsent(setting, value) == null) {
                origins.put(setting, files.origins().getOrDefault(setting, ""));
            }
        });
        notices.addAll(files.notices());
    }

    private static Path rootDir(Map<Setting, Object> values) {
        return values.get(Setting.ROOT_DIR) instanceof Path dir ? dir : Path.of("");
    }
}
