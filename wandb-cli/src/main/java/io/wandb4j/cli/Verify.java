package io.wandb4j.cli;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Resume;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Does with a server what programs will do with it, and looks whether it is there afterwards. */
@Command(
        name = "verify",
        description = "Check that server and login are good for runs, artifacts and sweeps, by making one of each in a"
                + " project of its own. Stops at the first thing that goes wrong, with exit code 1.")
final class Verify implements Runnable {
    private static final String PROJECT = "wandb4j-verify";
    private static final int ROWS = 100;
    private static final int BYTES = 100_000;

    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"--host", "--base-url"},
            paramLabel = "URL",
            description = "The server's address; without this, the one in use.")
    private @Nullable String host;

    Verify(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Path folder = folder();
        Surroundings here = Surroundings.of(environment, spec);
        Settings settings = here.settings(Settings.builder().baseUrl(host).build()).toBuilder()
                .project(PROJECT)
                .rootDir(folder)
                .silent(true)
                .build();
        try (Api api = Api.connect(settings)) {
            Messages messages = here.messages();
            messages.line("Logged in as " + api.account().username() + " to " + settings.baseUrl());
            StoredRun run = run(settings, api);
            messages.line("Run: " + ROWS + " rows went there and came back");
            artifact(run, settings, api);
            messages.line("Artifact: " + BYTES + " bytes went there and came back");
            Sweep sweep = sweep(settings);
            messages.line("Sweep: its agent got all values");
            api.sweep(sweep.path()).runs().toList().forEach(StoredRun::delete);
            api.run(run.path()).delete(true);
            messages.line("All is well with " + settings.baseUrl());
        } finally {
            remove(folder);
        }
    }

    private static StoredRun run(Settings settings, Api api) {
        String path;
        try (Run run = Wandb.init(settings)) {
            path = run.entity() + "/" + run.project() + "/" + run.id();
            for (int i = 0; i < ROWS; i++) {
                run.log(Map.of("loss", 1.0 / (i + 1)));
            }
        }
        StoredRun run = api.run(path);
        long rows = run.scanHistory("loss").count();
        require(run.state().equals("finished"), "the run is " + run.state() + ", not finished");
        require(rows == ROWS, "the run has " + rows + " rows, not " + ROWS);
        return run;
    }

    private static void artifact(StoredRun made, Settings settings, Api api) {
        byte[] content = new byte[BYTES];
        new Random(BYTES).nextBytes(content);
        Settings again = settings.toBuilder().id(made.id()).resume(Resume.MUST).build();
        try (Run run = Wandb.init(again)) {
            Artifact artifact = Artifact.create("verify-" + run.id(), "dataset").addContent("bytes", content);
            String name = run.logArtifact(artifact).get().qualifiedName();
            Path folder = api.artifact(name).download(settings.rootDir().resolve("download"));
            require(
                    Arrays.equals(content, Files.readAllBytes(folder.resolve("bytes"))),
                    "the artifact came back with other bytes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommunicationException("interrupted", e);
        } catch (ExecutionException e) {
            throw new CommunicationException("the artifact did not get there: " + e.getCause(), e);
        }
    }

    private static Sweep sweep(Settings settings) {
        SweepConfig config = SweepConfig.parse("{method: grid, parameters: {x: {values: [1, 2]}}}");
        Sweep sweep = Sweep.create(config, settings);
        AgentReport report = Agent.of(
                        sweep, run -> run.log(Map.of("y", run.config().getInt("x"))))
                .with(settings)
                .heartbeat(Duration.ofSeconds(1))
                .run();
        require(report.finished() == 2, report.finished() + " of 2 runs of the sweep came to their end");
        return sweep;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CommunicationException(otherwise);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("wandb4j-verify");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
