package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class NetworkConfigTest {
    @TempDir
    Path dir;

    @Test
    void describesTheNetworkWhereTheUserSaysNothing() {
        try (Run run = start(Map.of("batch_size", 7, "optimizer", "mine"))) {
            MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT, new Adam(0.01));
            network.addListeners(WandbListener.of(run));
            network.fit(Nets.rows(16, 1));

            assertThat(run.config().toMap())
                    .containsEntry("optimizer", "mine")
                    .containsEntry("learning_rate", 0.01)
                    .containsEntry("l2", 0.01)
                    .containsEntry("seed", 7L)
                    .containsEntry("framework", "deeplearning4j")
                    .containsEntry("parameters", 67L)
                    .containsEntry("backend", "CpuBackend");
            assertThat(run.config().getInt("batch_size")).isEqualTo(7);
            assertThat(run.config().get("layers").toString())
                    .contains("type=DenseLayer, nin=4, nout=8, activation=ReLU", "loss=MCXENT");
            assertThat(run.config().get("optimizer_config").toString()).contains("beta1=0.9");
        }
    }

    @Test
    void tellsSchedulesAndGraphs() {
        try (Run run = start(Map.of())) {
            MultiLayerNetwork network = Nets.dense(
                    Activation.SOFTMAX,
                    LossFunction.MCXENT,
                    new Adam(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 1)));
            network.addListeners(WandbListener.of(run));
            network.fit(Nets.rows(16, 1));
            assertThat(run.config().get("learning_rate_schedule").toString())
                    .contains("type=StepSchedule", "initialValue=0.1");
        }
        try (Run run = start(Map.of())) {
            ComputationGraph graph = Nets.twoOutputs();
            graph.addListeners(WandbListener.of(run));
            graph.fit(new SingletonMultiDataSetIterator(Nets.twoLabels(16, 1)));
            assertThat(run.config().get("optimizer")).isEqualTo("Adam");
            assertThat(run.config().get("layers").toString()).contains("nout=3");
        }
    }

    @Test
    void leavesTheConfigAloneOnRequest() {
        try (Run run = start(Map.of())) {
            MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
            network.addListeners(WandbListener.builder(run).withoutConfig().build());
            network.fit(Nets.rows(16, 1));

            assertThat(run.config().toMap()).isEmpty();
        }
    }

    private Run start(Map<String, ?> config) {
        Settings.Builder settings =
                Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true);
        config.forEach(settings::config);
        return Wandb.init(settings.build());
    }
}
