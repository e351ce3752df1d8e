package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.dl4j.WandbListener;
import io.wandb4j.dl4j.WandbModels;
import io.wandb4j.dl4j.WandbSameDiffListener;
import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jModelsTest extends ModelsContract {
    @Override
    void train(int epochs, Run run, Consumer<ListenerBuilder<?>> options) {
        WandbListener.Builder builder = WandbListener.builder(run);
        options.accept(builder);
        MultiLayerNetwork network = network();
        network.addListeners(builder.build());
        network.fit(data(), epochs);
    }

    @Override
    void trainOn(String artifact, Run run, Consumer<ListenerBuilder<?>> options) {
        WandbListener.Builder builder = WandbListener.builder(run).everyBatch();
        options.accept(builder);
        MultiLayerNetwork back = WandbModels.loadMultiLayerNetwork(run, artifact);
        back.addListeners(builder.build());
        back.fit(data());
    }

    @Override
    String runOf(String artifact, Api api) throws IOException {
        Path folder = api.artifact(artifact).download(dir.resolve("net"));
        return WandbModels.runOf(folder.resolve("model.zip")).orElseThrow();
    }

    @Override
    String whatAModelIs() {
        return "a model of DL4J is one file that ends in .zip";
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
    void aGraphOfSameDiffComesBackInOneCall() {
        SameDiff graph = SameDiff.create();
        SDVariable input = graph.placeHolder("in", DataType.FLOAT, -1, 4);
        SDVariable label = graph.placeHolder("label", DataType.FLOAT, -1, 3);
        SDVariable weights =
                graph.var("w", Nd4j.linspace(DataType.FLOAT, 0, 0.1, 12).reshape(4, 3));
        graph.loss().softmaxCrossEntropy("loss", label, input.mmul(weights), null);
        graph.setLossVariables("loss");
        graph.setTrainingConfig(TrainingConfig.builder()
                .updater(new Adam(0.01))
                .dataSetFeatureMapping("in")
                .dataSetLabelMapping("label")
                .build());
        try (Run run = Wandb.init(online().build())) {
            graph.setListeners(WandbSameDiffListener.builder(run, graph)
                    .saveBest("epoch/loss")
                    .modelName("net")
                    .build());
            graph.fit(data(), 2);
        }
        try (Run run = Wandb.init(online().build())) {
            SameDiff back = WandbModels.loadSameDiff(run, "net:best");
            assertThat(back.getVariable("w").getArr()).isEqualTo(weights.getArr());
            assertThat(back.getTrainingConfig().getEpochCount()).isEqualTo(2);
            assertThatThrownBy(() -> WandbModels.loadComputationGraph(run, "net:best"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("one file that ends in .zip");
        }
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
        float[][] features = new float[32][4];
        float[][] labels = new float[32][3];
        for (int i = 0; i < 32; i++) {
            labels[i][i % 3] = 1;
            features[i][i % 3] = 1;
            features[i][3] = i / 32f;
        }
        return new ListDataSetIterator<>(new DataSet(Nd4j.create(features), Nd4j.create(labels)).batchBy(8), 1);
    }
}
