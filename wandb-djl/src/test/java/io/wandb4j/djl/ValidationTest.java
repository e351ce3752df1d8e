package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.PredictedRows;
import io.wandb4j.evaluation.PredictedRows.Kind;
import io.wandb4j.evaluation.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ValidationTest {
    private static final EvaluationPlan ALL = EvaluationPlan.everyEpoch()
            .classes("ant", "bee", "cat")
            .top(2)
            .charts()
            .samples(Samples.worst(5).asImages(4, 4, 1).withGallery());

    @RegisterExtension
    final ListenerRun logged = new ListenerRun();

    @Test
    void showsTheRowsThatTheTrainingValidatesItselfWith() throws Exception {
        train(WandbTrainingListener.builder(logged.run()).evaluate(ALL).build(), 1);

        assertThat(logged.summary())
                .containsKeys(
                        "epoch/val_loss",
                        "epoch/val_precision",
                        "epoch/val_recall",
                        "epoch/val_f1_score",
                        "epoch/val_auc",
                        "epoch/val_top_2_accuracy",
                        "evaluation/per_class",
                        "evaluation/samples",
                        "examples")
                .containsKey("evaluation/confusion_matrix_table");
        assertThat(logged.run().step()).isEqualTo(1);
    }

    @Test
    void theAccuracyOfThePlanIsThatOfTheEvaluator() throws Exception {
        Trainings.train(Trainings.dense(), Trainings.config(WandbTrainingListener.of(logged.run())), Trainings.fit(1));
        double ofEvaluator = logged.number("epoch/val_accuracy");
        Trainings.train(
                Trainings.dense(),
                Trainings.configWithoutEvaluators(WandbTrainingListener.builder(logged.run())
                        .evaluate(ALL)
                        .build()),
                Trainings.fit(1));

        assertThat(logged.number("epoch/val_accuracy")).isCloseTo(ofEvaluator, within(1e-6));
    }

    @Test
    void validatesOnDataOfItsOwn() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            WandbTrainingListener listener = WandbTrainingListener.builder(logged.run())
                    .validateOn(Trainings.rows(manager, 20, 1))
                    .evaluate(ALL)
                    .build();
            Trainings.train(
                    Trainings.dense(),
                    Trainings.config(Tracker.fixed(0), listener),
                    trainer -> EasyTrain.fit(trainer, 1, Trainings.rows(trainer.getManager(), 20, 1), null));
        }

        assertThat(logged.number("epoch/val_loss")).isCloseTo(logged.number("epoch/loss"), within(1e-6));
        assertThat(logged.number("epoch/val_accuracy")).isEqualTo(logged.number("epoch/accuracy"));
        assertThat(logged.summary()).containsKeys("epoch/val_f1_score", "evaluation/samples");
    }

    @Test
    void changesNoParameterByABit() throws Exception {
        List<float[]> plain = Trainings.train(Trainings.convolution(), Trainings.config(), Trainings.fit(3));
        try (NDManager manager = NDManager.newBaseManager()) {
            WandbTrainingListener listener = WandbTrainingListener.builder(logged.run())
                    .validateOn(Trainings.rows(manager, 20, 1))
                    .evaluate(ALL)
                    .build();

            assertThat(Trainings.train(Trainings.convolution(), Trainings.config(listener), Trainings.fit(3)))
                    .usingRecursiveComparison()
                    .isEqualTo(plain);
        }
    }

    @Test
    void showsNothingInEpochsThatAreNotDue() throws Exception {
        EvaluationPlan everyThird = EvaluationPlan.everyEpochs(3).charts();
        train(WandbTrainingListener.builder(logged.run()).evaluate(everyThird).build(), 2);

        assertThat(logged.summary())
                .containsKey("epoch/val_loss")
                .doesNotContainKeys("epoch/val_f1_score", "evaluation/per_class");
    }

    @Test
    void validatesOnDataOfItsOwnAtTheChosenEpochsOnly() throws Exception {
        List<Set<String>> epochs = new ArrayList<>();
        TrainingListener reader = new TrainingListenerAdapter() {
            @Override
            public void onEpoch(Trainer trainer) {
                epochs.add(Set.copyOf(logged.summary().keySet()));
            }
        };
        try (NDManager manager = NDManager.newBaseManager()) {
            WandbTrainingListener listener = WandbTrainingListener.builder(logged.run())
                    .validateOn(Trainings.rows(manager, 20, 1))
                    .validateEveryEpochs(2)
                    .evaluate(EvaluationPlan.everyEpochs(3))
                    .build();
            Trainings.train(
                    Trainings.dense(),
                    Trainings.config(listener, reader),
                    trainer -> EasyTrain.fit(trainer, 3, Trainings.rows(trainer.getManager(), 20, 1), null));
        }

        assertThat(epochs).extracting(keys -> keys.contains("epoch/val_loss")).containsExactly(false, true, true);
        assertThat(epochs)
                .extracting(keys -> keys.contains("epoch/val_f1_score"))
                .containsExactly(false, false, true);
    }

    @Test
    void aPlanWithoutDataShowsNothing() throws Exception {
        WandbTrainingListener listener = WandbTrainingListener.builder(logged.run())
                .evaluate(EvaluationPlan.onRequest())
                .build();
        Trainings.train(Trainings.dense(), Trainings.config(listener), trainer -> {
            EasyTrain.fit(trainer, 1, Trainings.rows(trainer.getManager(), 20, 1), null);
            listener.evaluate(trainer);
        });

        assertThat(logged.run().step()).isEqualTo(1);
    }

    @Test
    void aPlanOnRequestIsCarriedOutWhenTheTrainingEnds() throws Exception {
        EvaluationPlan once = EvaluationPlan.onRequest().charts();
        train(WandbTrainingListener.builder(logged.run()).evaluate(once).build(), 2);

        assertThat(logged.summary()).containsKeys("epoch/val_f1_score", "evaluation/per_class");
        assertThat(logged.run().step()).isEqualTo(3);
    }

    @Test
    void leavesNoArrayBehind() throws Exception {
        WandbTrainingListener listener =
                WandbTrainingListener.builder(logged.run()).evaluate(ALL).build();
        Trainings.assertFlat(listener);
    }

    @Test
    void tellsClassesLabelsAndNumbersApartByTheLoss() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray three = manager.create(new float[] {1, 2, 0, 0, 0, 0}, new Shape(2, 3));
            NDArray classes = manager.create(new int[] {1, 0});
            NDArray one = manager.create(new float[] {0, 2}, new Shape(2, 1));

            assertThat(ValidationRows.of(classes, three, Loss.softmaxCrossEntropyLoss())
                            .kind())
                    .isEqualTo(Kind.CLASSES);
            assertThat(ValidationRows.of(three, three, Loss.sigmoidBinaryCrossEntropyLoss())
                            .kind())
                    .isEqualTo(Kind.LABELS);
            assertThat(ValidationRows.of(three, three, Loss.l2Loss()).kind()).isEqualTo(Kind.NUMBERS);
            PredictedRows sided = ValidationRows.of(classes, one, Loss.sigmoidBinaryCrossEntropyLoss());
            assertThat(sided.kind()).isEqualTo(Kind.CLASSES);
            assertThat(sided.columns()).isEqualTo(2);
            assertThat(sided.scores(0)).containsExactly(0.5f, 0.5f);
        }
    }

    @Test
    void takesEachTimeOfASequenceForARow() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray said = manager.create(new float[] {9, 0, 0, 9, 9, 0, 9, 0}, new Shape(2, 2, 2));
            NDArray truth = manager.create(new float[] {0, 1, 1, -1}, new Shape(2, 2));
            PredictedRows rows = ValidationRows.of(truth, said, Loss.softmaxCrossEntropyLoss());

            assertThat(rows.size()).isEqualTo(4);
            assertThat(rows.truth(1)).isEqualTo(1);
            assertThat(rows.counts(3)).isFalse();
            assertThat(rows.loss(0)).isCloseTo(0.000123, within(1e-6));
        }
    }

    @Test
    void measuresNumbers() throws Exception {
        WandbTrainingListener listener = WandbTrainingListener.builder(logged.run())
                .evaluate(EvaluationPlan.everyEpoch().samples(Samples.rows(1, 3)))
                .build();
        Trainings.trainNumbers(listener);

        assertThat(logged.number("epoch/val_rmse")).isCloseTo(Math.sqrt(logged.number("epoch/val_mse")), within(1e-9));
        assertThat(logged.summary()).containsKeys("epoch/val_mae", "epoch/val_r2", "evaluation/samples");
    }

    private static void train(WandbTrainingListener listener, int epochs) throws Exception {
        Trainings.train(Trainings.dense(), Trainings.config(listener), Trainings.fit(epochs));
    }
}
