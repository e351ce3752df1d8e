package io.wandb4j.examples;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A model as a versioned artifact: one run logs it, another one finds it, loads it and scores it again.
 *
 * <p>The model learns the logical "or". A listener's {@code saveBest} would log it without our help; here every step is
 * to be seen. */
public final class ModelArtifact {
    private static final String NAME = "or-model";
    private static final DataSet TABLE = new DataSet(
            Nd4j.create(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}),
            Nd4j.create(new float[][] {{0}, {1}, {1}, {1}}));

    private ModelArtifact() {}

    public static void main(String[] args) throws Exception {
        try (Backend backend = Backend.open()) {
            Settings settings =
                    backend.settings().toBuilder().project("model-artifact").build();
            Wandb.run(settings.toBuilder().jobType("train").build(), ModelArtifact::trainAndLog);
            Wandb.run(settings.toBuilder().jobType("evaluate").build(), ModelArtifact::useAndScore);
        }
    }

    private static void trainAndLog(Run run) throws IOException {
        MultiLayerNetwork model = model();
        for (int i = 0; i < 200; i++) {
            model.fit(TABLE);
        }
        double score = model.score(TABLE);
        Path file = Files.createTempFile(NAME, ".zip");
        try {
            ModelSerializer.writeModel(model, file.toFile(), true);
            Artifact artifact =
                    Artifact.create(NAME, "model").addFile(file, "model.zip").metadata(Map.of("score", score));
            ArtifactVersion version = run.logArtifact(artifact, "trained").join();
            System.out.println("logged " + version.nameAndVersion() + ", which scores " + score);
        } finally {
            Files.delete(file);
        }
    }

    private static void useAndScore(Run run) throws IOException {
        ArtifactVersion version = run.useArtifact(NAME + ":trained");
        Path file = version.download().resolve("model.zip");
        double score = ModelSerializer.restoreMultiLayerNetwork(file.toFile()).score(TABLE);
        run.log(Map.of("score", score));
        System.out.println("used " + version.nameAndVersion() + ", which scores " + score + "; its metadata says "
                + version.metadata().get("score"));
    }

    private static MultiLayerNetwork model() {
        MultiLayerNetwork model = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(1))
                .list()
                .layer(new OutputLayer.Builder(LossFunction.XENT)
                        .nIn(2)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
        model.init();
        return model;
    }
}
