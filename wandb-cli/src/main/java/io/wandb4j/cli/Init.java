package io.wandb4j.cli;

import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import io.wandb4j.settings.SettingsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes where the runs of a folder go into the workspace's settings file. */
@Command(name = "init", description = "Set up this folder: where its runs go. Asks for what is not given.")
final class Init implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-p", "--project"},
            description = "The project that runs go to.")
    private @Nullable String project;

    @Option(
            names = {"-e", "--entity"},
            description = "The user or team that owns the project.")
    private @Nullable String entity;

    @Option(names = "--reset", description = "Forget what was set up for this folder.")
    private boolean reset;

    @Option(
            names = {"-m", "--mode"},
            description = "Whether runs are online, offline or disabled.")
    private @Nullable String mode;

    Init(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Surroundings here = Surroundings.of(environment, spec);
        Settings settings = here.settings();
        if (reset || project != null || entity != null || mode != null) {
            write(here, settings);
        } else {
            guide(here, settings);
        }
    }

    private void write(Surroundings here, Settings settings) {
        check(project, entity, mode);
        if (reset) {
            for (String key : new String[] {"entity", "project", "mode"}) {
                here.change(settings, key, null);
            }
        }
        setGiven(here, settings, "entity", entity);
        setGiven(here, settings, "project", project);
        setGiven(here, settings, "mode", mode);
    }

    private void guide(Surroundings here, Settings settings) {
        Question question = Question.of(spec);
        String instead = "name the project, `wandb4j init --project NAME`";
        Path file = SettingsFile.ofWorkspace(settings.rootDir()).path();
        if (Files.exists(file)
                && !question.confirm(
                        "This directory has been configured previously, should we re-configure it?", instead)) {
            return;
        }
        String owner;
        try (Api api = Api.connect(settings)) {
            owner = api.account().entity();
        }
        entity = answer(question, "Which user or team do the runs belong to? [" + owner + "] ", owner);
        project = answer(question, "Which project do they go to? [" + settings.project() + "] ", settings.project());
        write(here, settings);
        keepOutOfGit(file.resolveSibling(".gitignore"));
        say("This directory is configured! Next, track a run: `Wandb.init()` takes the project from here.");
    }

    private static String answer(Question question, String text, String otherwise) {
        String answer = question.ask(text)
                .orElseThrow(() -> new UsageException(
                        "nobody answered; name the project, `wandb4j init --project NAME`, to be asked nothing"));
        return answer.isEmpty() ? otherwise : answer;
    }

    /** Refuses what no run could start with, before anything is written. */
    private void check(@Nullable String project, @Nullable String entity, @Nullable String mode) {
        Settings.builder().project(project).entity(entity).build();
        if (mode != null && !mode.matches("online|offline|disabled")) {
            throw new UsageException("mode '" + mode + "' must be online, offline or disabled");
        }
    }

    private static void setGiven(Surroundings here, Settings settings, String key, @Nullable String value) {
        if (value != null) {
            here.change(settings, key, value);
        }
    }

    /** Has git leave alone what runs write, but for the settings. */
    private static void keepOutOfGit(Path file) {
        try {
            Files.writeString(file, "*\n!settings\n");
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
