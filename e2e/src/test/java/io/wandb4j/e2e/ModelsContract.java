package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.UsageException;
import io.wandb4j.metric.MetricDefinition.Goal;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Resume;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.Checkpoints;
import io.wandb4j.training.ListenerBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of every framework on their way to a server and back. A training here has four batches an epoch. */
abstract class ModelsContract {
    @TempDir
    Path dir;

    private LocalServer server;

    /** Trains a new model. */
    abstract void train(int epochs, Run run, Consumer<ListenerBuilder<?>> options) throws Exception;

    /** Trains a model that was logged for another epoch, with a row for every batch. */
    abstract void trainOn(String artifact, Run run, Consumer<ListenerBuilder<?>> options) throws Exception;

    /** The run that a logged model names in its file. */
    abstract String runOf(String artifact, Api api) throws Exception;

    /** What is said of an artifact that holds no model of the framework. */
    abstract String whatAModelIs();

    @BeforeEach
    void start() {
        server = LocalServer.start(dir.resolve("server"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goesOnWithTheRunThatItsFileNames() throws Exception {
        try (Run first = Wandb.init(online().build())) {
            train(2, first, options -> options.everyBatch().saveEveryEpoch().modelName("net"));
        }
        String id;
        try (Api api = Wandb.api(online().build())) {
            id = runOf("mine/net:latest", api);
        }
        try (Run resumed = Wandb.init(online().id(id).resume(Resume.MUST).build())) {
            trainOn("net:latest", resumed, options -> {});

            assertThat(resumed.summary().get("epoch/epoch")).isEqualTo(2L);
            assertThat(resumed.summary().get("batch/batch_step")).isEqualTo(11L);
        }
    }

    @Test
    void aResumedRunKeepsItsBestModelUntilABetterOneComes() throws Exception {
        Consumer<ListenerBuilder<?>> saving = options ->
                options.saveEveryEpoch("epoch/loss").bestIs(Goal.MAXIMIZE).modelName("net"); // the first one
        String id;
        try (Run first = Wandb.init(online().build())) {
            train(2, first, saving);
            id = first.id();
        }
        try (Run resumed = Wandb.init(online().id(id).resume(Resume.MUST).build())) {
            trainOn("net:latest", resumed, saving);
        }
        try (Api api = Wandb.api(online().build())) {
            assertThat(api.artifact("mine/net:best").version()).isEqualTo("v0");
            assertThat(api.artifact("mine/net:latest").aliases()).contains("epoch_2");
        }
    }

    @Test
    void keepsTheLastVersionsAndTheBest() throws Exception {
        try (Run run = Wandb.init(online().build())) {
            Checkpoints plan = Checkpoints.everyEpoch()
                    .named("net")
                    .monitoring("epoch/loss")
                    .bestIs(Goal.MAXIMIZE) // the first one
                    .keepLast(2);
            train(5, run, options -> options.save(plan));
        }
        try (Api api = Wandb.api(online().build())) {
            assertThat(api.artifactVersions("model", "mine/net"))
                    .extracting(ArtifactVersion::version)
                    .containsExactlyInAnyOrder("v0", "v3", "v4");
            assertThat(api.artifact("mine/net:best").version()).isEqualTo("v0");
        }
    }

    @Test
    void saysWhatAnArtifactLacks() throws Exception {
        try (Run run = Wandb.init(online().build())) {
            Path text = Files.writeString(dir.resolve("notes.txt"), "no model");
            run.logArtifact(Artifact.create("notes", "model", run.settings()).addFile(text))
                    .get();

            assertThatThrownBy(() -> trainOn("notes:latest", run, options -> {}))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(whatAModelIs());
        }
    }

    final Settings.Builder online() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("mine")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .artifactDir(dir.resolve("artifacts"))
                .silent(true);
    }
}
