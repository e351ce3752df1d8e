package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.EarlyStoppingResult.TerminationReason;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Epochs and batches have the right numbers under every way to fit. */
class WaysToFitTest {
    private static final int BATCHES = 3;

    @TempDir
    Path dir;

    private final AtomicBoolean stopRequested = new AtomicBoolean();
    private Run run;

    @BeforeEach
    void start() {
        run = Run.start(
                Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true).build(), Map.of(), stopRequested::get);
    }

    @AfterEach
    void finish() {
        run.close();
    }

    @Test
    void repeatedFitsCountOn() {
        MultiLayerNetwork network = network();
        network.addListeners(everyBatch());
        network.fit(data(), 2);
        network.fit(data());

        assertThat(values("epoch/epoch")).containsExactly(0, 1, 2);
        assertThat(values("batch/batch_step")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void batchesFittedOneByOneAreRowsAndTheUserEndsEpochs() {
        MultiLayerNetwork network = network();
        WandbListener listener = everyBatch();
        network.addListeners(listener);
        for (int epoch = 0; epoch < 2; epoch++) {
            listener.onEpochStart(network);
            for (DataSet batch : Nets.rows(40, 1).batchBy(16)) {
                network.fit(batch);
            }
            listener.onEpochEnd(network);
        }

        assertThat(values("epoch/epoch")).containsExactly(0, 1);
        assertThat(values("batch/batch_step")).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void everySegmentOfASequenceIsABatchAsItIsAStep() {
        MultiLayerNetwork network = Nets.recurrent();
        network.addListeners(everyBatch());
        network.fit(new ListDataSetIterator<>(Nets.sequences(40, 1).batchBy(16), 1), 2);

        assertThat(values("epoch/epoch")).containsExactly(0, 1);
        assertThat(values("batch/batch_step")).hasSize(2 * 2 * BATCHES).last().isEqualTo(11);
    }

    @Test
    void aSecondNetworkGoesOnBehindTheFirst() {
        MultiLayerNetwork first = network();
        WandbListener listener = everyBatch();
        first.addListeners(listener);
        first.fit(data(), 2);
        MultiLayerNetwork second = new TransferLearning.Builder(first)
                .setFeatureExtractor(0)
                .nOutReplace(1, Nets.CLASSES, org.deeplearning4j.nn.weights.WeightInit.XAVIER)
                .build();
        assertThat(second.getListeners()).isEmpty(); // DL4J leaves listeners behind
        second.addListeners(listener);
        second.fit(data(), 2);

        assertThat(values("epoch/epoch")).containsExactly(0, 1, 2, 3);
        assertThat(values("batch/batch_step")).hasSize(4 * BATCHES).last().isEqualTo(11);
        assertThat(values("epoch/learning_rate")).containsExactly(0.1, 0.1, 0.1, 0.1);
    }

    @Test
    void replicasOfAParallelWrapperShareOneRunWithoutDoubledSteps() throws Exception {
        MultiLayerNetwork network = network();
        WandbListener listener = everyBatch();
        network.addListeners(listener);
        try (ParallelWrapper wrapper = new ParallelWrapper.Builder<>(network)
                .workers(2)
                .averagingFrequency(1)
                .prefetchBuffer(2)
                .build()) {
            wrapper.fit(new ListDataSetIterator<>(Nets.rows(128, 1).batchBy(16), 1));
        }
        listener.onEpochEnd(network); // the wrapper has no epochs

        assertThat(values("batch/batch_step")).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(values("epoch/epoch")).containsExactly(0);
        assertThat(((Number) run.summary().get("epoch/loss")).doubleValue()).isBetween(0.3, 3.0);
    }

    @Test
    void layersTrainedBeforehandHaveAnAxisOfTheirOwn() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .list()
                .layer(new AutoEncoder.Builder().nOut(3).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(Nets.INPUTS))
                .build());
        network.init();
        network.addListeners(everyBatch());
        network.pretrain(data(), 2);
        network.fit(data());

        assertThat(RunLog.of(run).rowsWith("pretrain/0_loss")).hasSize(2 * BATCHES);
        assertThat(values("batch/batch_step")).containsExactly(0, 1, 2);
        assertThat(values("epoch/epoch")).containsExactly(0);
    }

    @Test
    void earlyStoppingTellsWhyItEnded() {
        MultiLayerNetwork network = network();
        WandbListener listener = everyBatch();
        network.addListeners(listener);
        WandbEarlyStopping<MultiLayerNetwork> stopping = listener.earlyStopping();
        network.setLearningRate(0);
        EarlyStoppingResult<MultiLayerNetwork> result = stopping.fit(new EarlyStoppingTrainer(
                configuration(stopping)
                        .epochTerminationConditions(
                                new MaxEpochsTerminationCondition(20), new ScoreImprovementEpochTerminationCondition(2))
                        .build(),
                network,
                data()));

        assertThat(values("epoch/epoch")).hasSize(result.getTotalEpochs());
        assertThat(run.summary().get("outcome")).isEqualTo("stopped early");
        assertThat((String) run.summary().get("outcome_reason")).contains("ScoreImprovementEpochTerminationCondition");
        assertThat(run.summary().get("early_stopping/best_epoch")).isEqualTo((long) result.getBestModelEpoch());
        assertThat(((Number) run.summary().get("early_stopping/best_score")).doubleValue())
                .isCloseTo(result.getScoreVsEpoch().get(result.getBestModelEpoch()), within(1e-9));
    }

    @Test
    void earlyStoppingEndsWhenTheServerAsks() {
        MultiLayerNetwork network = network();
        WandbListener listener =
                WandbListener.builder(run).everyBatch().stopWhenAsked().build();
        network.addListeners(listener);
        WandbEarlyStopping<MultiLayerNetwork> stopping = listener.earlyStopping();
        stopRequested.set(true);
        EarlyStoppingResult<MultiLayerNetwork> result = stopping.fit(new EarlyStoppingTrainer(
                configuration(stopping)
                        .epochTerminationConditions(new MaxEpochsTerminationCondition(20))
                        .build(),
                network,
                data()));

        assertThat(result.getTerminationReason()).isEqualTo(TerminationReason.IterationTerminationCondition);
        assertThat(result.getBestModel()).isNotNull();
        assertThat(run.summary().get("outcome")).isEqualTo("stopped");
        assertThat((String) run.summary().get("outcome_reason")).contains("was asked to stop");
        assertThat(values("batch/batch_step")).containsExactly(0);
    }

    @Test
    void earlyStoppingTellsOfAnExceptionThatItsTrainerKeeps() {
        MultiLayerNetwork network = network();
        WandbListener listener = everyBatch();
        WandbEarlyStopping<MultiLayerNetwork> stopping = listener.earlyStopping();
        network.addListeners(listener, new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                if (iteration == BATCHES) {
                    throw new IllegalStateException("broken");
                }
            }
        });
        EarlyStoppingResult<MultiLayerNetwork> result = stopping.fit(new EarlyStoppingTrainer(
                configuration(stopping)
                        .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
                        .build(),
                network,
                data()));

        assertThat(result.getTerminationReason()).isEqualTo(TerminationReason.Error);
        assertThat(run.summary().get("outcome")).isEqualTo("failed");
        assertThat((String) run.summary().get("outcome_reason")).contains("Error", "broken");
    }

    @Test
    void replicasOfAParallelWrapperEndWhenTheServerAsks() {
        MultiLayerNetwork network = network();
        WandbListener listener =
                WandbListener.builder(run).everyBatch().stopWhenAsked().build();
        network.addListeners(listener);
        stopRequested.set(true);
        ParallelWrapper wrapper = new ParallelWrapper.Builder<>(network)
                .workers(2)
                .averagingFrequency(1)
                .build();
        assertThatThrownBy(() -> listener.during(() ->
                        wrapper.fit(new ListDataSetIterator<>(Nets.rows(512, 1).batchBy(16), 1))))
                .isInstanceOf(RuntimeException.class);

        assertThat(run.summary().get("outcome")).isEqualTo("stopped");
        assertThat(values("batch/batch_step")).hasSizeLessThan(32);
    }

    @Test
    void earlyStoppingTwiceCountsOn() {
        MultiLayerNetwork network = network();
        WandbListener listener = everyBatch();
        network.addListeners(listener);
        for (int i = 0; i < 2; i++) {
            WandbEarlyStopping<MultiLayerNetwork> stopping = listener.earlyStopping();
            stopping.fit(new EarlyStoppingTrainer(
                    configuration(stopping)
                            .epochTerminationConditions(new MaxEpochsTerminationCondition(2))
                            .build(),
                    network,
                    data()));
        }

        assertThat(values("epoch/epoch")).containsExactly(0, 1, 2, 3);
        assertThat(run.summary().get("outcome")).isEqualTo("finished");
    }

    @Test
    void ratesOfLayersAreToldWhereTheyDiffer() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder().nOut(3).updater(new Sgd(0.01)).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(Nets.INPUTS))
                .build());
        network.init();
        network.addListeners(everyBatch());
        network.fit(data());

        assertThat(RunLog.of(run).rowsWith("epoch/epoch").get(0))
                .containsEntry("epoch/learning_rate", 0.01)
                .containsEntry("epoch/learning_rate/0", 0.01)
                .containsEntry("epoch/learning_rate/1", 0.1);
        assertThat(values("batch/learning_rate/1")).containsExactly(0.1, 0.1, 0.1);
    }

    @Test
    void aLossThatIsNoNumberIsAnOutcome() {
        MultiLayerNetwork network = network();
        network.setLearningRate(1e30);
        WandbListener listener = everyBatch();
        network.addListeners(listener);
        listener.during(() -> network.fit(data(), 2));

        assertThat(run.summary().get("outcome")).isEqualTo("diverged");
        assertThat(RunLog.of(run).alerts()).hasSize(1);
    }

    private EarlyStoppingConfiguration.Builder<MultiLayerNetwork> configuration(
            WandbEarlyStopping<MultiLayerNetwork> stopping) {
        return new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                .iterationTerminationConditions(stopping)
                .scoreCalculator(new DataSetLossCalculator(data(), true))
                .modelSaver(new InMemoryModelSaver<>());
    }

    private List<Object> values(String key) {
        return RunLog.of(run).rowsWith(key).stream().map(row -> row.get(key)).toList();
    }

    private WandbListener everyBatch() {
        return WandbListener.builder(run).everyBatch().build();
    }

    private static MultiLayerNetwork network() {
        return Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
    }

    private static DataSetIterator data() {
        return new ListDataSetIterator<>(Nets.rows(40, 1).batchBy(16), 1);
    }
}
