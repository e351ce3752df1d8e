package io.wandb4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.metric.MetricDefinition.Goal;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckpointsTest {
    private final List<String> written = new ArrayList<>();

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

    @Test
    void savesOnlyWhatBeatsAllBefore() {
        epochs(Checkpoints.best("epoch/val_loss").fileName("{epoch}"), 0.5, 0.6, 0.4, 0.4);

        assertThat(written).containsExactly("1", "3");
    }

    @Test
    void savesOnlyWhatBeatsTheThresholdToo() {
        epochs(Checkpoints.best("val_acc").betterThan(0.7).fileName("{epoch}-{val_acc:.1f}"), 0.6, 0.7, 0.8);

        assertThat(written).containsExactly("3-0.8");
    }

    @Test
    void savesEverySoManyEpochs() {
        epochs(Checkpoints.everyEpoch().everyEpochs(2).fileName("{epoch}"), 1, 1, 1, 1, 1);

        assertThat(written).containsExactly("2", "4");
    }

    @Test
    void savesEverySoManyBatchesOverAllEpochs() {
        TrainingLog log = log(Checkpoints.everyEpoch().everyBatches(3).fileName("{epoch}-{batch}"));
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int batch = 0; batch < 4; batch++) {
                log.endBatch(1, report(epoch));
            }
            log.endEpoch(ended(epoch, Map.of()));
        }

        assertThat(written).containsExactly("1-3", "2-2");
    }

    @Test
    void keepsFilesWhereItIsTold() {
        Path kept = dir.resolve("kept/models");
        epochs(Checkpoints.everyEpoch().fileName("net-{epoch:02d}").keepFilesIn(kept), 1, 1);

        assertThat(kept.resolve("net-01")).exists();
        assertThat(kept.resolve("net-02")).exists();
    }

    @Test
    void saysWhatAFileNameLacksAndTrainsOn() {
        epochs(Checkpoints.everyEpoch().fileName("{val_accuracy:.2f}"), 1);

        assertThat(written).isEmpty();
    }

    @Test
    void aModelThatCannotBeWrittenIsNoEndOfTheOthers() {
        TrainingLog log = log(Checkpoints.everyEpoch().fileName("{epoch}"));
        TrainedModel broken = new TrainedModel() {
            @Override
            public void writeTo(Path folder, SavedForm form) {
                throw new IllegalStateException("a layer that cannot be written");
            }

            @Override
            public Map<String, Object> description() {
                return Map.of();
            }
        };
        log.endEpoch(new EpochReport(0, Map.of("loss", 1.0), Map.of(), Map.of(), Map.of(), broken));
        log.endEpoch(ended(1, Map.of("loss", 1.0)));

        assertThat(written).containsExactly("2");
        assertThat(run.step()).isEqualTo(2);
    }

    @Test
    void theGoalHoldsWhetherSaidBeforeThePlanOrAfter() {
        Checkpoints plan = Checkpoints.best("val_perplexity").fileName("{epoch}");
        TrainingLog log =
                new Listener(run).bestIs(Goal.MAXIMIZE).save(plan).parts().log();
        for (int epoch = 0; epoch < 3; epoch++) {
            log.endEpoch(ended(epoch, Map.of("perplexity", (double) epoch)));
        }

        assertThat(written).containsExactly("1", "2", "3");
    }

    @Test
    void keepsTheBestValueAndItsEpochInTheSummary() {
        epochs(Checkpoints.best("epoch/val_loss"), 0.5, 0.4, 0.6);

        assertThat(run.summary().get("best_val_loss")).isEqualTo(0.4);
        assertThat(run.summary().get("best_epoch")).isEqualTo(1L);
    }

    @Test
    void refusesNumbersThatCannotBe() {
        assertThatThrownBy(() -> Checkpoints.everyEpoch().everyBatches(0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Checkpoints.everyEpoch().everyEpochs(-1)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Checkpoints.everyEpoch().keepLast(0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Checkpoints.everyEpoch().named("a/b")).isInstanceOf(UsageException.class);
    }

    private void epochs(Checkpoints plan, double... values) {
        TrainingLog log = log(plan);
        String metric = plan.monitor().contains("acc") ? "acc" : "loss";
        for (int epoch = 0; epoch < values.length; epoch++) {
            log.endEpoch(ended(epoch, Map.of(metric, values[epoch])));
        }
    }

    private EpochReport ended(int epoch, Map<String, Double> validation) {
        return new EpochReport(epoch, Map.of(), validation, Map.of(), Map.of(), model());
    }

    private TrainingLog log(Checkpoints plan) {
        return new Listener(run).save(plan).parts().log();
    }

    private TrainedModel model() {
        return new TrainedModel() {
            @Override
            public void writeTo(Path folder, SavedForm form) throws IOException {
                written.add(form.name());
                Files.writeString(folder.resolve(form.name()), "weights");
            }

            @Override
            public Map<String, Object> description() {
                return Map.of("framework", "none");
            }
        };
    }

    private BatchReport report(int epoch) {
        return new BatchReport() {
            @Override
            public int epoch() {
                return epoch;
            }

            @Override
            public Map<String, Double> means() {
                return Map.of("loss", 1.0);
            }

            @Override
            public Map<String, Double> learningRates() {
                return Map.of();
            }

            @Override
            public TrainedModel model() {
                return ModelCheckpointsTest.this.model();
            }
        };
    }

    private static final class Listener extends ListenerBuilder<Listener> {
        Listener(Run run) {
            super(run);
        }

        @Override
        protected Listener self() {
            return this;
        }
    }
}
