package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.TopKAccuracy;
import ai.djl.training.listener.EpochTrainingListener;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.tracker.MultiFactorTracker;
import ai.djl.training.tracker.ParameterTracker;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WandbTrainingListenerTest {
    private static final int EPOCHS = 2;

    @TempDir
    Path dir;

    private Run run;

    @BeforeEach
    void start() {
        run = Wandb.init(
                Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true).build());
    }

    @AfterEach
    void finish() {
        run.close();
    }

    static Stream<Arguments> blocks() {
        return Stream.of(
                Arguments.of("dense", (Supplier<Block>) Trainings::dense),
                Arguments.of("convolution with dropout", (Supplier<Block>) Trainings::convolution));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void changesNoParameterByABit(String name, Supplier<Block> block) throws Exception {
        List<float[]> plain = Trainings.train(block.get(), Trainings.config(), Trainings.fit(EPOCHS));
        RecordingTracker rate = RecordingTracker.of(Tracker.fixed(0.1f));
        WandbTrainingListener listener = WandbTrainingListener.builder(run)
                .everyBatch()
                .learningRate(rate)
                .build();

        List<float[]> tracked = Trainings.train(block.get(), Trainings.config(rate, listener), Trainings.fit(EPOCHS));

        assertThat(tracked).usingRecursiveComparison().isEqualTo(plain);
        assertThat(number("batch/learning_rate")).isEqualTo(0.1);
    }

    @Test
    void findsTheSameNumbersWhereverItStands() throws Exception {
        Map<String, Object> alone = epochOf(WandbTrainingListener.of(run));
        TrainingListener[] before = {WandbTrainingListener.of(run), new EvaluatorTrainingListener()};
        TrainingListener[] after = {new EvaluatorTrainingListener(), WandbTrainingListener.of(run)};

        assertThat(epochOf(before)).isEqualTo(alone);
        Map<String, Object> told = epochOf(after); // here DJL's own loss is taken over, which its floats round
        assertThat(told.put("epoch/loss", alone.get("epoch/loss")))
                .asInstanceOf(DOUBLE)
                .isCloseTo((Double) alone.get("epoch/loss"), within(1e-6));
        assertThat(told).isEqualTo(alone);
    }

    @Test
    void findsTheAccuracyThatDjlFinds() throws Exception {
        Map<String, Float> djl = new HashMap<>();
        TrainingListener reader = new TrainingListenerAdapter() {
            @Override
            public void onEpoch(Trainer trainer) {
                djl.putAll(trainer.getTrainingResult().getEvaluations());
            }
        };
        epochOf(new EpochTrainingListener(), new EvaluatorTrainingListener(), WandbTrainingListener.of(run), reader);

        assertThat(number("epoch/accuracy")).isCloseTo(djl.get("train_Accuracy"), within(1e-7));
        assertThat(number("epoch/val_accuracy")).isCloseTo(djl.get("validate_Accuracy"), within(1e-7));
    }

    @Test
    void theLossIsAMeanOverRows() throws Exception {
        DefaultTrainingConfig frozen = Trainings.config(Tracker.fixed(0), WandbTrainingListener.of(run));
        Trainings.train(Trainings.dense(), frozen, trainer -> {
            NDManager manager = trainer.getManager();
            EasyTrain.fit(trainer, 1, Trainings.rows(manager, 20, 1), Trainings.rows(manager, 20, 1));
        });

        assertThat(number("epoch/loss")).isCloseTo(number("epoch/val_loss"), within(1e-6));
        assertThat(number("epoch/accuracy")).isEqualTo(number("epoch/val_accuracy"));
    }

    @Test
    void logsNoValidationWhereThereIsNone() throws Exception {
        Trainings.train(
                Trainings.dense(),
                Trainings.config(WandbTrainingListener.of(run)),
                trainer -> EasyTrain.fit(trainer, 1, Trainings.rows(trainer.getManager(), 20, 1), null));

        assertThat(run.summary().toMap()).containsKey("epoch/loss").doesNotContainKey("epoch/val_loss");
    }

    @Test
    void anEvaluationBetweenTrainingsIsNotTakenForAnEpochs() throws Exception {
        Trainings.train(Trainings.dense(), Trainings.config(WandbTrainingListener.of(run)), trainer -> {
            EasyTrain.evaluateDataset(trainer, Trainings.rows(trainer.getManager(), 20, 1));
            EasyTrain.fit(trainer, 1, Trainings.rows(trainer.getManager(), 20, 1), null);
        });

        assertThat(run.summary().toMap()).doesNotContainKey("epoch/val_loss");
    }

    @Test
    void countsEpochsOnOverSeveralFits() throws Exception {
        Trainings.train(Trainings.dense(), Trainings.config(WandbTrainingListener.of(run)), trainer -> {
            Trainings.fit(2).run(trainer);
            Trainings.fit(1).run(trainer);
        });

        assertThat(number("epoch/epoch")).isEqualTo(2);
    }

    @Test
    void logsEveryEvaluator() throws Exception {
        DefaultTrainingConfig config = Trainings.config(WandbTrainingListener.of(run));
        config.addEvaluator(new TopKAccuracy("Top2Accuracy", 2));
        Trainings.train(Trainings.dense(), config, Trainings.fit(1));

        assertThat(number("epoch/top2_accuracy")).isGreaterThanOrEqualTo(number("epoch/accuracy"));
        assertThat(number("epoch/val_top2_accuracy")).isBetween(0.0, 1.0);
    }

    @Test
    void logsTheRateOfASchedule() throws Exception {
        RecordingTracker rate = RecordingTracker.of((parameter, update) -> 1f / update);
        WandbTrainingListener listener = WandbTrainingListener.builder(run)
                .everyBatch()
                .learningRate(rate)
                .build();
        Trainings.train(Trainings.dense(), Trainings.config(rate, listener), Trainings.fit(1));

        assertThat(number("batch/learning_rate")).isEqualTo(number("epoch/learning_rate"));
        assertThat(number("epoch/learning_rate")).isCloseTo(1.0 / 3, within(1e-7));
    }

    @Test
    void findsTheRateInTheOptimizer() throws Exception {
        WandbTrainingListener listener =
                WandbTrainingListener.builder(run).everyBatch().build();
        Trainings.train(
                Trainings.dense(), Trainings.config((parameter, update) -> 1f / update, listener), Trainings.fit(1));

        assertThat(number("batch/learning_rate")).isCloseTo(1.0 / 3, within(1e-7));
        assertThat(number("epoch/learning_rate")).isCloseTo(1.0 / 3, within(1e-7));
    }

    @Test
    void tellsTheRateOfEachParameterWhereTheyDiffer() throws Exception {
        Set<String> weights = new HashSet<>();
        ParameterTracker slowerBiases = (parameter, update) -> weights.contains(parameter) ? 0.1f : 0.05f;
        Trainings.train(Trainings.dense(), Trainings.config(slowerBiases, WandbTrainingListener.of(run)), trainer -> {
            for (Pair<String, Parameter> pair : trainer.getModel().getBlock().getParameters()) {
                if (pair.getKey().endsWith("weight")) {
                    weights.add(pair.getValue().getId());
                }
            }
            Trainings.fit(1).run(trainer);
        });

        assertThat(summary())
                .containsEntry("epoch/learning_rate", 0.1)
                .containsEntry("epoch/learning_rate/01Linear_weight", 0.1)
                .containsEntry("epoch/learning_rate/01Linear_bias", 0.05);
    }

    @Test
    void aTrackerWithMemoryIsNotAskedAheadOfTheOptimizer() throws Exception {
        List<float[]> plain = Trainings.train(
                Trainings.dense(),
                Trainings.config(dropping()),
                trainer -> accumulating(trainer, Trainings.rows(trainer.getManager(), 80, 1)));
        DefaultTrainingConfig tracked = Trainings.config(
                dropping(), WandbTrainingListener.builder(run).everyBatch().build());

        assertThat(Trainings.train(
                        Trainings.dense(),
                        tracked,
                        trainer -> accumulating(trainer, Trainings.rows(trainer.getManager(), 80, 1))))
                .usingRecursiveComparison()
                .isEqualTo(plain);
        assertThat(number("epoch/learning_rate")).isCloseTo(0.001, within(1e-9));
    }

    @Test
    void followsALoopThatTellsOfNoEpochs() throws Exception {
        Map<String, Object> fitted = epochOf(2, WandbTrainingListener.of(run));

        Trainings.train(Trainings.dense(), Trainings.config(WandbTrainingListener.of(run)), trainer -> {
            Dataset rows = Trainings.rows(trainer.getManager(), 20, 1);
            Dataset unseen = Trainings.rows(trainer.getManager(), 12, 2);
            for (int epoch = 0; epoch < 2; epoch++) {
                for (Batch batch : trainer.iterateDataset(rows)) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                    batch.close();
                }
                EasyTrain.evaluateDataset(trainer, unseen);
            }
        });

        assertThat(summary()).isEqualTo(fitted).containsEntry("epoch/epoch", 1L);
    }

    @Test
    void logsTheEpochInWhichAListenerBeforeItStoppedTheTraining() throws Exception {
        TrainingListener stopper = new TrainingListenerAdapter() {
            @Override
            public void onEpoch(Trainer trainer) {
                throw new IllegalStateException("enough");
            }
        };

        assertThatThrownBy(() -> epochOf(stopper, WandbTrainingListener.of(run)))
                .hasMessage("enough");

        assertThat(summary()).containsEntry("epoch/epoch", 0L).containsKeys("epoch/loss", "epoch/val_loss");
    }

    @Test
    void anEpochThatWasBrokenOffIsNotLogged() {
        TrainingListener breaker = new TrainingListenerAdapter() {
            @Override
            public void onTrainingBatch(Trainer trainer, BatchData batchData) {
                throw new IllegalStateException("broken");
            }
        };

        assertThatThrownBy(() -> epochOf(WandbTrainingListener.of(run), breaker))
                .hasMessage("broken");

        assertThat(summary()).isEmpty();
    }

    @Test
    void anEvaluationAfterTheLastEpochIsNotAnother() throws Exception {
        Trainings.train(Trainings.dense(), Trainings.config(WandbTrainingListener.of(run)), trainer -> {
            Trainings.fit(1).run(trainer);
            EasyTrain.evaluateDataset(trainer, Trainings.rows(trainer.getManager(), 20, 1));
        });

        assertThat(run.step()).isEqualTo(1);
    }

    @Test
    void fillsTheConfigWhereTheUserSaidNothing() throws Exception {
        run.config().set("batch_size", "mine");
        epochOf(WandbTrainingListener.of(run));

        assertThat(run.config().toMap())
                .containsEntry("framework", "djl")
                .containsEntry("engine", "PyTorch")
                .containsEntry("learning_rate", 0.1)
                .containsEntry("batch_size", "mine")
                .containsEntry("parameters", 163L)
                .containsEntry("seed", 7)
                .containsEntry("evaluators", List.of("Accuracy"))
                .containsKeys(
                        "framework_version", "engine_version", "java_version", "devices", "block", "input_shapes");
        assertThat(run.config().toMap().get("optimizer"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("name", "Adam")
                .containsEntry("beta1", 0.9)
                .containsEntry("epsilon", 1e-8)
                .containsEntry("learning_rate_tracker", Map.of("name", "FixedTracker", "value", 0.1));
        assertThat(run.config().toMap().get("loss_function"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("name", "SoftmaxCrossEntropyLoss")
                .containsEntry("from_logit", true);
    }

    @Test
    void leavesNoArrayBehind() throws Exception {
        List<Integer> arrays = new ArrayList<>();
        DefaultTrainingConfig config =
                Trainings.config(WandbTrainingListener.builder(run).everyBatch().build());
        Trainings.train(Trainings.dense(), config, trainer -> {
            for (int i = 0; i < 3; i++) {
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    EasyTrain.fit(trainer, 3, Trainings.rows(manager, 80, 1), Trainings.rows(manager, 20, 2));
                }
                arrays.add(trainer.getModel().getNDManager().getManagedArrays().size()
                        + trainer.getManager().getManagedArrays().size());
            }
        });

        assertThat(arrays.get(2)).isEqualTo(arrays.get(0));
    }

    private static Tracker dropping() {
        return MultiFactorTracker.builder()
                .setBaseValue(0.1f)
                .optFactor(0.1f)
                .setSteps(new int[] {1, 4})
                .build();
    }

    /** Steps after every second batch only. */
    private static void accumulating(Trainer trainer, Dataset rows) throws Exception {
        int count = 0;
        for (Batch batch : trainer.iterateDataset(rows)) {
            EasyTrain.trainBatch(trainer, batch);
            if (++count % 2 == 0) {
                trainer.step();
            }
            batch.close();
        }
    }

    private Map<String, Object> epochOf(TrainingListener... listeners) throws Exception {
        return epochOf(1, listeners);
    }

    private Map<String, Object> epochOf(int epochs, TrainingListener... listeners) throws Exception {
        Trainings.train(Trainings.dense(), Trainings.config(listeners), Trainings.fit(epochs));
        return summary();
    }

    private Map<String, Object> summary() {
        Map<String, Object> summary = new HashMap<>(run.summary().toMap());
        summary.keySet().removeIf(key -> key.startsWith("_"));
        return summary;
    }

    private double number(String key) {
        return ((Number) run.summary().get(key)).doubleValue();
    }
}
