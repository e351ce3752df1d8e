package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.training.listener.SaveModelTrainingListener;
import ai.djl.training.listener.TrainingListener;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.training.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedBlockTest {
    @RegisterExtension
    final ListenerRun logged = new ListenerRun();

    @TempDir
    Path folder;

    @Test
    void savesAsPlanned() throws Exception {
        Checkpoints plan = Checkpoints.everyEpoch()
                .everyEpochs(2)
                .fileName("net-{epoch:02d}")
                .keepFilesIn(folder);
        train(4, WandbTrainingListener.builder(logged.run()).save(plan).build());

        assertThat(files()).containsExactly("net-02-0002.params", "net-04-0004.params");
        assertThat(logged.models())
                .extracting(model -> List.copyOf(model.getAliasesList()))
                .allMatch(aliases -> aliases.contains("latest"))
                .anyMatch(aliases -> aliases.contains("epoch_3"));
        assertThat(logged.models().get(0).getMetadata())
                .contains("\"framework\":\"djl\"", "\"input_shapes\":[[8,16]]", "\"block\":", "\"parameters\":163");
    }

    @Test
    void savesAfterBatches() throws Exception {
        Checkpoints plan = Checkpoints.everyEpoch().everyBatches(2).monitoring("loss");
        train(2, WandbTrainingListener.builder(logged.run()).save(plan).build());

        assertThat(logged.models())
                .hasSize(3)
                .extracting(model -> model.getAliasesList().get(1))
                .containsExactly("epoch_0_batch_1", "epoch_1_batch_0", "epoch_1_batch_2");
    }

    @Test
    void aBatchsModelHasTheWeightsAfterItsStep() throws Exception {
        Checkpoints plan =
                Checkpoints.everyEpoch().everyBatches(3).fileName("net").keepFilesIn(folder);
        TrainingListener ours =
                WandbTrainingListener.builder(logged.run()).save(plan).build();
        List<float[]> trained = Trainings.train(Trainings.dense(), Trainings.config(ours), Trainings.fit(1));

        assertThat(logged.models()).hasSize(1); // of the epoch's third batch, its last
        try (Model model = Model.newInstance("net")) {
            model.setBlock(Trainings.dense());
            model.load(folder, "net");
            assertThat(Trainings.parameters(model)).usingRecursiveComparison().isEqualTo(trained);
        }
    }

    @Test
    void remembersTheBestInTheSummary() throws Exception {
        train(2, WandbTrainingListener.of(logged.run()));

        assertThat(logged.summary()).containsKeys("best_val_loss", "best_epoch");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void adoptsWhatAnotherListenerSaves(boolean before) throws Exception {
        Files.writeString(folder.resolve("old-0001.params"), "not of this training");
        TrainingListener saver = new SaveModelTrainingListener(folder.toString(), "net", 1);
        TrainingListener ours =
                WandbTrainingListener.builder(logged.run()).adopt(folder).build();
        train(3, before ? new TrainingListener[] {saver, ours} : new TrainingListener[] {ours, saver});

        assertThat(logged.models())
                .extracting(ArtifactRecord::getName)
                .containsOnly("run_" + logged.run().id() + "_model");
        assertThat(logged.models())
                .extracting(model -> model.getAliasesList().get(1))
                .containsExactly("epoch_0", "epoch_1", "epoch_2");
    }

    @Test
    void leavesTheUsersModelAsItIs() throws Exception {
        TrainingListener ours =
                WandbTrainingListener.builder(logged.run()).saveEveryEpoch().build();
        Trainings.train(Trainings.dense(), Trainings.config(ours), trainer -> {
            Trainings.fit(1).run(trainer);
            Model model = trainer.getModel();
            assertThat(model.getProperties()).isEmpty();
            assertThat(model.getModelPath()).isNull();
        });
    }

    private static void train(int epochs, TrainingListener... listeners) throws Exception {
        Trainings.train(Trainings.dense(), Trainings.config(listeners), Trainings.fit(epochs));
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
