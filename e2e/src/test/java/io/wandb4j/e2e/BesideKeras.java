package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import io.wandb4j.Wandb;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.djl.WandbTrainingListener;
import io.wandb4j.dl4j.WandbListener;
import io.wandb4j.examples.DjlMlp;
import io.wandb4j.examples.mnist.DigitImages;
import io.wandb4j.examples.mnist.Digits;
import io.wandb4j.internal.log.proto.MetricRecord;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The same MNIST perceptron under W&amp;B's own Keras callbacks and under both listeners: what Keras shows is there under the
 * same names.
 *
 * <p>{@code wandb4j.keras.python} names a Python with tensorflow and wandb, {@code wandb4j.keras.mnist} the folder of the
 * digits. It runs when it is asked for by name, since TensorFlow is large; {@code docs/keras-callbacks.md} tells how. */
class BesideKeras {
    private static final int EPOCHS = 3;
    private static final int EVERY = 100;
    private static final int BATCH = 64;
    private static final int HIDDEN = 64;
    private static final float RATE = 0.1f;
    private static final int ROWS = Integer.getInteger("wandb4j.keras.rows", 60_000);
    private static final double NOISE = 0.03;

    @TempDir
    Path dir;

    /** What a run's log says.
     *
     * @param name of the framework
     * @param models the versions of its model that the server has */
    private record Told(String name, String runId, RunLog log, List<ArtifactVersion> models) {
        Set<String> keys() {
            return log.rows().stream()
                    .flatMap(row -> row.keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        List<Object> values(String key) {
            return log.rowsWith(key).stream().map(row -> row.get(key)).toList();
        }

        double last(String key) {
            List<Object> values = values(key);
            return ((Number) values.get(values.size() - 1)).doubleValue();
        }

        Set<String> stepMetrics() {
            return log.metrics().stream()
                    .filter(metric -> !metric.getStepMetric().isEmpty() && !metric.getExpandedFromGlob())
                    .map((MetricRecord metric) ->
                            metric.getGlobName() + metric.getName() + " over " + metric.getStepMetric())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** Of each version, oldest first, as the server has them. */
        List<Set<String>> aliases() {
            return models.stream()
                    .map(model -> (Set<String>) new TreeSet<>(model.aliases()))
                    .toList();
        }

        Set<String> artifactNames() {
            return models.stream()
                    .map(model -> model.name().replaceFirst(":.*", "").replace(runId, "<id>"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void whatKerasShowsIsThereUnderTheSameNames() throws Exception {
        Path mnist = Path.of(System.getProperty("wandb4j.keras.mnist"));
        Digits digits = Digits.load(Optional.of(mnist)).first(ROWS, ROWS);
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            Told keras = keras(server, mnist);
            Told dl4j = tracked(server, "DL4J", run -> dl4j(run, digits));
            Told djl = tracked(server, "DJL", run -> djl(run, digits));

            Files.writeString(Path.of("target", "keras-callbacks.md"), report(List.of(keras, dl4j, djl)));
            assertThat(keras.models).isNotEmpty();
            for (Told ours : List.of(dl4j, djl)) {
                compare(ours, keras);
            }
        }
    }

    private static void compare(Told ours, Told keras) {
        assertThat(ours.keys()).as(ours.name).containsAll(keras.keys());
        assertThat(ours.stepMetrics()).as(ours.name).containsAll(keras.stepMetrics());
        for (String key : keras.keys()) {
            assertThat(ours.values(key)).as(ours.name + " " + key).hasSameSizeAs(keras.values(key));
        }
        assertThat(ours.values("batch/batch_step")).isEqualTo(keras.values("batch/batch_step"));
        assertThat(ours.values("epoch/epoch")).isEqualTo(keras.values("epoch/epoch"));
        assertThat(ours.artifactNames()).isEqualTo(keras.artifactNames());
        assertThat(ours.aliases()).hasSameSizeAs(keras.aliases());
        for (int version = 0; version < keras.aliases().size(); version++) {
            assertThat(ours.aliases().get(version)).containsAll(keras.aliases().get(version));
        }
        for (String key : List.of("epoch/loss", "epoch/val_loss", "epoch/accuracy", "epoch/val_accuracy")) {
            assertThat(ours.last(key)).as(ours.name + " " + key).isCloseTo(keras.last(key), within(NOISE));
        }
    }

    private static String report(List<Told> runs) {
        StringBuilder text = new StringBuilder("| |");
        runs.forEach(run -> text.append(' ').append(run.name).append(" |"));
        text.append("\n|---|").append("---|".repeat(runs.size())).append('\n');
        for (String key : runs.get(0).keys()) {
            line(
                    text,
                    "rows with `" + key + "`",
                    runs,
                    run -> Integer.toString(run.values(key).size()));
        }
        line(text, "step metrics", runs, run -> String.join(", ", run.stepMetrics()));
        line(text, "artifact", runs, run -> String.join(", ", run.artifactNames()));
        line(text, "aliases", runs, run -> run.aliases().toString());
        for (String key : List.of("epoch/loss", "epoch/val_loss", "epoch/accuracy", "epoch/val_accuracy")) {
            line(text, "`" + key + "`", runs, run -> curve(run.values(key)));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String head, List<Told> runs, Function<Told, String> cell) {
        text.append("| ").append(head).append(" |");
        runs.forEach(run -> text.append(' ').append(cell.apply(run)).append(" |"));
        text.append('\n');
    }

    private static String curve(List<Object> values) {
        return values.stream()
                .map(value -> String.format(Locale.ROOT, "%.4f", ((Number) value).doubleValue()))
                .collect(Collectors.joining(", "));
    }

    private Told keras(LocalServer server, Path mnist) throws IOException, InterruptedException {
        Path home = Files.createDirectories(dir.resolve("python"));
        PythonClient python = PythonClient.of(server, home, Path.of(System.getProperty("wandb4j.keras.python")));
        String printed = python.run(
                "keras_mnist.py",
                mnist.toAbsolutePath().toString(),
                Integer.toString(EPOCHS),
                Integer.toString(EVERY),
                Integer.toString(ROWS));
        String path = after("run ", printed);
        Path log = Path.of(after("log ", printed));
        String id = path.substring(path.lastIndexOf('/') + 1);
        return new Told("Keras", id, RunLog.of(log), models(server, id));
    }

    private static String after(String word, String printed) {
        return printed.lines()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .findFirst()
                .orElseThrow();
    }

    private List<ArtifactVersion> models(LocalServer server, String id) {
        try (Api api = Wandb.api(settings(server))) {
            return api.run("keras/" + id).loggedArtifacts().stream()
                    .filter(version -> version.type().equals("model"))
                    .sorted(Comparator.comparing(ArtifactVersion::version))
                    .toList();
        }
    }

    private Settings settings(LocalServer server) {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("keras")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .silent(true)
                .build();
    }

    private interface Body {
        void train(Run run) throws IOException, TranslateException;
    }

    private Told tracked(LocalServer server, String name, Body body) throws IOException, TranslateException {
        try (Run run = Wandb.init(settings(server))) {
            body.train(run);
            run.finish();
            return new Told(name, run.id(), RunLog.of(run), models(server, run.id()));
        }
    }

    private static void dl4j(Run run, Digits digits) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .updater(new Sgd(RATE))
                .list()
                .layer(hidden(DigitImages.PIXELS))
                .layer(hidden(HIDDEN))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(DigitImages.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        network.addListeners(WandbListener.builder(run)
                .everyBatches(EVERY)
                .validateOn(iterator(digits.test(), 1000))
                .saveEveryEpoch()
                .build());
        network.fit(iterator(digits.train(), BATCH), EPOCHS);
    }

    private static DenseLayer hidden(int inputs) {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(HIDDEN)
                .activation(Activation.RELU)
                .build();
    }

    private static DataSetIterator iterator(DigitImages images, int batch) {
        List<DataSet> rows = new ArrayList<>();
        float[] pixels = images.pixels();
        float[] labels = images.oneHotLabels();
        for (int from = 0; from < images.size(); from += batch) {
            int until = Math.min(images.size(), from + batch);
            rows.add(new DataSet(
                    array(pixels, from, until, DigitImages.PIXELS), array(labels, from, until, DigitImages.CLASSES)));
        }
        return new ExistingDataSetIterator(rows);
    }

    private static INDArray array(float[] values, int from, int until, int columns) {
        float[] part = Arrays.copyOfRange(values, from * columns, until * columns);
        return Nd4j.create(part, new int[] {until - from, columns});
    }

    private static void djl(Run run, Digits digits) throws IOException, TranslateException {
        Engine.getInstance().setRandomSeed(1);
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .addEvaluator(new Accuracy())
                .optInitializer(new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3), Parameter.Type.WEIGHT)
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(RATE))
                        .build())
                .addTrainingListeners(WandbTrainingListener.builder(run)
                        .everyBatches(EVERY)
                        .saveEveryEpoch()
                        .build());
        try (Model model = Model.newInstance("mlp")) {
            model.setBlock(DjlMlp.block());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(BATCH, DigitImages.PIXELS));
                NDManager manager = trainer.getManager();
                EasyTrain.fit(
                        trainer,
                        EPOCHS,
                        dataset(manager, digits.train(), BATCH, true),
                        dataset(manager, digits.test(), 1000, false));
            }
        }
    }

    private static Dataset dataset(NDManager manager, DigitImages images, int batch, boolean shuffled) {
        float[] labels = new float[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.labels()[i];
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(images.pixels(), new Shape(images.size(), DigitImages.PIXELS)))
                .optLabels(manager.create(labels))
                .setSampling(batch, shuffled)
                .build();
    }
}
