package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.dl4j.WandbListener;
import io.wandb4j.dl4j.WandbModels;
import io.wandb4j.errors.UsageException;
import io.wandb4j.metric.MetricDefinition.Goal;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Resume;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Models of DL4J on their way to a server and back. */
class Dl4jModelsTest {
    @TempDir
    Path dir;

    private LocalServer server;

    @BeforeEach
    void start() {
        server = LocalServer.start(dir.resolve("server"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void comesBackInOneCallAndTrainsOn() {
        MultiLayerNetwork network = network();
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(data());
        try (Run first = Wandb.init(online().build())) {
            network.addListeners(WandbListener.builder(first)
                    .validateOn(data())
                    .normalizer(normalizer)
                    .saveBest("epoch/val_loss")
                    .modelName("net")
                    .build());
            network.fit(data(), 2);
        }
        MultiLayerNetwork back;
        try (Run second = Wandb.init(online().build())) {
            back = WandbModels.loadMultiLayerNetwork(second, "net:best");
            assertThat(WandbModels.loadNormalizer(second, "net:best").toString())
                    .isNotEmpty();
        }
        assertThat(back.params().toFloatVector()).isEqualTo(network.params().toFloatVector());
        network.setListeners();
        network.fit(data());
        back.fit(data());
        assertThat(back.params().toFloatVector()).isEqualTo(network.params().toFloatVector());
        assertThat(back.getEpochCount()).isEqualTo(3);
    }

    @Test
    void goesOnWithTheRunThatItsFileNames() throws Exception {
        try (Run first = Wandb.init(online().build())) {
            MultiLayerNetwork network = network();
            network.addListeners(WandbListener.builder(first)
                    .everyBatch()
                    .saveEveryEpoch()
                    .modelName("net")
                    .build());
            network.fit(data(), 2);
        }
        try (Api api = Wandb.api(online().build())) {
            Path file =
                    api.artifact("mine/net:latest").download(dir.resolve("net")).resolve("model.zip");
            String id = WandbModels.runOf(file).orElseThrow();
            try (Run resumed = Wandb.init(online().id(id).resume(Resume.MUST).build())) {
                MultiLayerNetwork back = WandbModels.loadMultiLayerNetwork(resumed, "net:latest");
                back.addListeners(WandbListener.builder(resumed).everyBatch().build());
                back.fit(data());
                assertThat(resumed.summary().get("epoch/epoch")).isEqualTo(2L);
                assertThat(resumed.summary().get("batch/batch_step")).isEqualTo(8L);
            }
        }
    }

    @Test
    void keepsTheLastVersionsAndTheBest() {
        try (Run run = Wandb.init(online().build())) {
            MultiLayerNetwork network = network();
            network.addListeners(WandbListener.builder(run)
                    .validateOn(data())
                    .save(Checkpoints.everyEpoch()
                            .monitoring("epoch/val_loss")
                            .bestIs(Goal.MAXIMIZE)
                            .keepLast(2)
                            .named("net"))
                    .build());
            network.fit(data(), 5);
        }
        try (Api api = Wandb.api(online().build())) {
            assertThat(api.artifactVersions("model", "mine/net"))
                    .extracting(ArtifactVersion::version)
                    .containsExactlyInAnyOrder("v0", "v3", "v4"); // the loss was highest at first
        }
    }

    @Test
    void trainsOnWhenTheServerIsGone() {
        MultiLayerNetwork plain = network();
        plain.fit(data(), 3);
        MultiLayerNetwork tracked = network();
        try (Run run = Wandb.init(online().finishTimeout(Duration.ofMillis(200)).build())) {
            tracked.addListeners(
                    WandbListener.builder(run).everyBatch().saveEveryEpoch().build());
            tracked.fit(data());
            server.close();
            tracked.fit(data(), 2);
            assertThat(run.summary().get("epoch/epoch")).isEqualTo(2L);
        }

        assertThat(tracked.params().toFloatVector()).isEqualTo(plain.params().toFloatVector());
    }

    @Test
    void saysWhatAnArtifactLacks() throws Exception {
        try (Run run = Wandb.init(online().build())) {
            Path text = Files.writeString(dir.resolve("notes.txt"), "no model");
            run.logArtifact(io.wandb4j.artifact.Artifact.create("notes", "model", run.settings())
                            .addFile(text))
                    .get();

            assertThatThrownBy(() -> WandbModels.loadMultiLayerNetwork(run, "notes:latest"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("a model of DL4J is one file that ends in .zip");
        }
    }

    private Settings.Builder online() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("mine")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .silent(true);
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(4)
                        .nOut(3)
                        .build())
                .build());
        network.init();
        return network;
    }

    private static DataSetIterator data() {
        float[][] features = new float[24][4];
        float[][] labels = new float[24][3];
        for (int i = 0; i < 24; i++) {
            labels[i][i % 3] = 1;
            features[i][i % 3] = 1;
            features[i][3] = i / 24f;
        }
        return new ListDataSetIterator<>(new DataSet(Nd4j.create(features), Nd4j.create(labels)).batchBy(8), 1);
    }
}
