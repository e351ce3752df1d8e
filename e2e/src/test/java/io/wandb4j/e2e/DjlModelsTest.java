package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.wandb4j.Wandb;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.djl.WandbModels;
import io.wandb4j.djl.WandbTrainingListener;
import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DjlModelsTest extends ModelsContract {
    private static final int INPUTS = 4;

    @Override
    void train(int epochs, Run run, Consumer<ListenerBuilder<?>> options) throws Exception {
        WandbTrainingListener.Builder builder = WandbTrainingListener.builder(run);
        options.accept(builder);
        try (Model model = Model.newInstance("net")) {
            model.setBlock(block(3));
            fit(model, epochs, builder.build());
        }
    }

    @Override
    void trainOn(String artifact, Run run, Consumer<ListenerBuilder<?>> options) throws Exception {
        WandbTrainingListener.Builder builder =
                WandbTrainingListener.builder(run).everyBatch();
        options.accept(builder);
        try (Model back = WandbModels.load(run, artifact, block(3))) {
            fit(back, 1, builder.build());
        }
    }

    @Override
    String runOf(String artifact, Api api) throws Exception {
        try (Model back = WandbModels.load(api, artifact, block(3))) {
            return WandbModels.runOf(back).orElseThrow();
        }
    }

    @Override
    String whatAModelIs() {
        return "a model of DJL is a file such as model-0001.params";
    }

    @Test
    void comesBackInOneCallAndTrainsOn() throws Exception {
        List<float[]> whole;
        Engine.getInstance().setRandomSeed(1);
        try (Run first = Wandb.init(online().build());
                Model model = Model.newInstance("net")) {
            model.setBlock(block(3));
            fit(model, 2, saving(first));
            fit(model, 1);
            whole = parameters(model);
        }
        try (Run second = Wandb.init(online().build())) {
            try (Model back = WandbModels.load(second, "net:best", block(3))) {
                fit(back, 1);
                assertThat(parameters(back)).usingRecursiveComparison().isEqualTo(whole);
            }
            second.finish();
            try (Api api = Wandb.api(online().build())) {
                assertThat(api.run("mine/" + second.id()).usedArtifacts())
                        .extracting(ArtifactVersion::nameAndVersion)
                        .contains("net:v1");
            }
        }
    }

    @Test
    void predictsWithATranslatorOfTheCallers() throws Exception {
        try (Run run = Wandb.init(online().build());
                Model model = Model.newInstance("net")) {
            model.setBlock(block(3));
            fit(model, 1, saving(run));
        }
        try (Api api = Wandb.api(online().build());
                ZooModel<NDList, NDList> zoo =
                        WandbModels.load(api, "mine/net:latest", block(3), new NoopTranslator());
                Predictor<NDList, NDList> predictor = zoo.newPredictor()) {
            NDArray ones = zoo.getNDManager().ones(new Shape(2, INPUTS));
            assertThat(predictor.predict(new NDList(ones)).head().getShape()).isEqualTo(new Shape(2, 3));
        }
    }

    @Test
    void saysThatABlockDoesNotFit() throws Exception {
        try (Run run = Wandb.init(online().build());
                Model model = Model.newInstance("net")) {
            model.setBlock(block(3));
            fit(model, 1, saving(run));
            run.finish();
        }
        try (Api api = Wandb.api(online().build())) {
            assertThatThrownBy(() -> WandbModels.load(
                            api,
                            "mine/net:best",
                            new SequentialBlock().add(Activation::relu).add(block(3))))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("do not fit the block")
                    .hasMessageContaining("they were saved of SequentialBlock");
        }
    }

    private static WandbTrainingListener saving(Run run) {
        return WandbTrainingListener.builder(run)
                .everyBatch()
                .saveBest("epoch/loss")
                .modelName("net")
                .build();
    }

    private static Block block(int classes) {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(6).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(classes).build());
    }

    private static void fit(Model model, int epochs, TrainingListener... listeners)
            throws IOException, TranslateException {
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(0.1f))
                        .build())
                .addTrainingListeners(listeners);
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(8, INPUTS));
            EasyTrain.fit(trainer, epochs, data(trainer.getManager()), null);
        }
    }

    private static Dataset data(NDManager manager) {
        float[] features = new float[32 * INPUTS];
        float[] labels = new float[32];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
            features[i * INPUTS + i % 3] = 1;
            features[i * INPUTS + 3] = i / 32f;
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(features, new Shape(32, INPUTS)))
                .optLabels(manager.create(labels))
                .setSampling(8, false)
                .build();
    }

    private static List<float[]> parameters(Model model) {
        List<float[]> values = new ArrayList<>();
        for (Parameter parameter : model.getBlock().getParameters().values()) {
            NDArray array = parameter.getArray();
            values.add(array.toFloatArray());
        }
        return values;
    }
}
