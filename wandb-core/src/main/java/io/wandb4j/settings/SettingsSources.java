package io.wandb4j.settings;

/** Where settings come from when the program does not say. */
final class SettingsSources {
    static SettingsSources ofProcess() {
        return new SettingsSources();
    }

    Settings fill(Settings explicit) {
        return explicit;
    }
}
