package io.wandb4j.cli;

import io.wandb4j.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The sweep that a command works on, by name. */
final class SweepPlace {
    @Parameters(paramLabel = "SWEEP", description = "ID, PROJECT/ID or ENTITY/PROJECT/ID.")
    private String sweep;

    @Option(
            names = {"-p", "--project"},
            description = "The project of the sweep, where SWEEP does not name it.")
    private @Nullable String project;

    @Option(
            names = {"-e", "--entity"},
            description = "The user or team that owns the project, where SWEEP does not name it.")
    private @Nullable String entity;

    String sweep() {
        return sweep;
    }

    /** Settings that say no more than where the sweep is. */
    Settings settings() {
        return Settings.builder().project(project).entity(entity).build();
    }
}
