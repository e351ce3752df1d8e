package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import io.wandb4j.settings.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What a command finds around it: settings from the environment and from files, which it may change. */
final class Surroundings {
    private final Environment environment;
    private final Messages messages;

    private Surroundings(Environment environment, Messages messages) {
        this.environment = environment;
        this.messages = messages;
    }

    static Surroundings of(Environment environment, CommandSpec spec) {
        return new Surroundings(environment, Messages.of(spec));
    }

    Messages messages() {
        return messages;
    }

    Settings settings() {
        return settings(Settings.builder().build());
    }

    /** The given settings with all else filled in; says which files had a part in it. */
    Settings settings(Settings given) {
        Settings settings = given.resolved(environment);
        if (!settings.quiet() && !settings.silent()) {
            messages.show(settings.notices());
        }
        return settings;
    }

    /** Sets a key in the file of the workspace, or removes it there where the value is null. */
    void change(Settings settings, String key, @Nullable String value) {
        change(SettingsFile.ofWorkspace(settings.rootDir()), key, value);
    }

    /** Sets a key in the user's own file, or removes it there; the workspace has no say in it any more. */
    void changeForUser(Settings settings, String key, @Nullable String value) {
        change(settings, key, null);
        change(SettingsFile.ofUser(settings.configDir()), key, value);
    }

    private void change(SettingsFile file, String key, @Nullable String value) {
        if (file.set(key, value)) {
            messages.line("Updated settings file " + file.path());
        }
    }
}
