package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLog;
import io.wandb4j.sync.RunLogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends runs that were recorded on this machine. */
@Command(
        name = "sync",
        description = "Send runs that were recorded offline, or broke off, to the server.",
        footer = "The exit code is 0 if all of them arrived, else 1.")
final class SyncRuns implements Callable<Integer> {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Folders of runs, their .wandb files, or a folder with many; without this, all unsynced runs"
                    + " of the wandb folder, once you agree.")
    private List<Path> paths = List.of();

    @Option(names = "--yes", description = "Send without asking.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(names = "--id", paramLabel = "RUN_ID", description = "Send to the run with this id.")
    private @Nullable String id;

    @Option(
            names = {"-p", "--project"},
            description = "Send to this project.")
    private @Nullable String project;

    @Option(
            names = {"-e", "--entity"},
            description = "Send to a project of this user or team.")
    private @Nullable String entity;

    @Option(names = "--job-type", paramLabel = "TYPE", description = "Give the runs this job type.")
    private @Nullable String jobType;

    @Option(
            names = "--replace-tags",
            paramLabel = "OLD=NEW,...",
            converter = TagReplacements.Converter.class,
            description = "Rename tags: 'old1=new1,old2=new2'.")
    private TagReplacements replaceTags = new TagReplacements(Map.of());

    @Option(
            names = {"--include-online", "--no-skip-online"},
            negatable = true,
            description = "Send runs that were online, too, as far as the server lacks them.")
    private boolean includeOnline;

    @Option(
            names = {"--include-synced", "--no-skip-synced"},
            negatable = true,
            description = "Look again at runs that the server has.")
    private boolean includeSynced;

    @Option(
            names = "--mark-synced",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Mark what was sent in full, so that it is not sent again (the default).")
    private boolean markSynced;

    @Option(names = "--live", description = "Follow runs that are still being written until they end.")
    private boolean live;

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many runs to send at a time (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Option(
            names = {"-v", "--verbose"},
            description = "List all runs, however many there are.")
    private boolean verbose;

    SyncRuns(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        checkArguments();
        Surroundings here = Surroundings.of(environment, spec);
        Settings settings = here.settings();
        RunSelection selection = new RunSelection(here.messages(), includeOnline, includeSynced);
        List<RunLog> logs = paths.isEmpty() ? selection.in(RunLogs.folder(settings.rootDir())) : selection.of(paths);
        if (logs.isEmpty()) {
            here.messages().line("No runs to sync.");
            return ExitCode.OK;
        }
        selection.print((dryRun ? "Would sync " : "Syncing ") + logs.size() + " run(s):", logs, verbose);
        if (dryRun || !isAgreed()) {
            return ExitCode.OK;
        }
        SyncJob.Goal goal = new SyncJob.Goal(id, entity, project, jobType, replaceTags.tags());
        SyncJob job = new SyncJob(settings, goal, live, markSynced, here.messages());
        return job.run(logs, parallel) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void checkArguments() {
        if (parallel < 1) {
            throw new ParameterException(spec.commandLine(), "-n must be 1 or more, but is " + parallel);
        }
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new ParameterException(
                        spec.commandLine(), "invalid value for PATH: '" + path + "' does not exist");
            }
        }
        Settings.builder().id(id).entity(entity).project(project).build(); // refuses names that no run can have
    }

    private boolean isAgreed() {
        return !paths.isEmpty()
                || yes
                || Question.of(spec).confirm("Sync the listed runs?", "pass --yes to sync them without being asked");
    }
}
