package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.internal.log.proto.ArtifactManifestEntry;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.run.Run;
import io.wandb4j.training.Checkpoints;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What lies in the files that a listener saves. */
class SavedModelsTest {
    @TempDir
    Path dir;

    private Run run;

    @BeforeEach
    void start() {
        run = OfflineRun.in(dir);
    }

    @AfterEach
    void finish() {
        run.close();
    }

    @Test
    void goesOnTrainingAsIfItHadNeverStopped() throws IOException {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT, new Adam(0.01));
        trained(network, options -> options.saveEveryEpoch());
        MultiLayerNetwork back = MultiLayerNetwork.load(file(last()), true);
        network.fit(data(), 1);
        back.fit(data(), 1);

        assertThat(back.params().toFloatVector()).isEqualTo(network.params().toFloatVector());
        assertThat(back.getEpochCount()).isEqualTo(network.getEpochCount());
        assertThat(back.getIterationCount()).isEqualTo(network.getIterationCount());
    }

    @Test
    void leavesTheUpdatersStateOutOnRequest() throws IOException {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT, new Adam(0.01));
        trained(network, options -> options.saveEveryEpoch());
        long whole = file(last()).length();
        trained(network, options -> options.save(Checkpoints.everyEpoch().weightsOnly()));

        assertThat(file(last()).length()).isLessThan(whole);
        assertThat(MultiLayerNetwork.load(file(last()), true).params().toFloatVector())
                .isEqualTo(network.params().toFloatVector());
    }

    @Test
    void carriesTheNormalizerOfItsData() throws IOException {
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(data());
        trained(Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT), options -> options.normalizer(normalizer)
                .saveEveryEpoch());

        NormalizerStandardize back = ModelSerializer.restoreNormalizerFromFile(file(last()));
        assertThat(back.getMean()).isEqualTo(normalizer.getMean());
    }

    @Test
    void saysWhichRunItComesFrom() {
        trained(Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT), options -> options.saveEveryEpoch());

        assertThat(WandbModels.runOf(file(last()).toPath())).contains(run.id());
    }

    @Test
    void isNamedByItsTemplate() {
        trained(
                Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT),
                options -> options.save(Checkpoints.everyEpoch().fileName("net-{epoch:02d}-{val_accuracy:.1f}")));

        assertThat(entry(last()).getPath()).matches("net-02-[01]\\.\\d\\.zip");
    }

    @Test
    void isDescribedInItsMetadata() {
        trained(Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT), options -> options.saveEveryEpoch());

        assertThat(last().getMetadata())
                .contains("\"framework\":\"deeplearning4j\"", "\"framework_version\":\"1.0.0-M2.1\"")
                .contains("\"input_shape\":[4]", "\"model\":\"MultiLayerNetwork\"", "\"configuration\":\"{");
    }

    @Test
    void aGraphComesBackToo() throws IOException {
        ComputationGraph graph = Nets.twoOutputs();
        graph.addListeners(WandbListener.builder(run).saveEveryEpoch().build());
        graph.fit(new SingletonMultiDataSetIterator(Nets.twoLabels(40, 1)), 1);

        assertThat(ComputationGraph.load(file(last()), true).params().toFloatVector())
                .isEqualTo(graph.params().toFloatVector());
        assertThat(last().getMetadata()).contains("\"model\":\"ComputationGraph\"");
    }

    @Test
    void adoptsWhatACheckpointListenerWrites() throws IOException {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        CheckpointListener files = new CheckpointListener.Builder(
                        Files.createDirectory(dir.resolve("checkpoints")).toFile())
                .keepLast(1)
                .saveEveryNEpochs(1)
                .build();
        network.addListeners(WandbListener.builder(run).adopt(files).build());
        network.fit(data(), 3);

        assertThat(RunLog.of(run).artifacts()).hasSize(3).allSatisfy(artifact -> assertThat(artifact.getName())
                .isEqualTo("run_" + run.id() + "_model"));
        assertThat(last().getAliasesList()).contains("latest", "epoch_2");
        assertThat(MultiLayerNetwork.load(file(last()), true).params().toFloatVector())
                .isEqualTo(network.params().toFloatVector());
    }

    @Test
    void adoptsWhatAnyListenerWritesIntoAFolder() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("models"));
        Files.writeString(folder.resolve("old.zip"), "of another training");
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        CheckpointListener files = new CheckpointListener.Builder(folder.toFile())
                .keepLast(1)
                .saveEveryNEpochs(1)
                .build();
        network.addListeners(files, WandbListener.builder(run).adopt(folder).build());
        network.fit(data(), 3);

        assertThat(RunLog.of(run).artifacts())
                .extracting(artifact -> entry(artifact).getPath())
                .containsExactly(
                        "checkpoint_0_MultiLayerNetwork.zip",
                        "checkpoint_1_MultiLayerNetwork.zip",
                        "checkpoint_2_MultiLayerNetwork.zip");
        assertThat(last().getAliasesList()).contains("latest", "epoch_2");
    }

    @Test
    void aCheckpointListenerThatFailsIsNoEndOfTheMetrics() throws IOException {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        Path folder = Files.createDirectory(dir.resolve("checkpoints"));
        CheckpointListener files = new CheckpointListener.Builder(folder.toFile())
                .keepAll()
                .saveEveryNEpochs(1)
                .build();
        network.addListeners(WandbListener.builder(run).adopt(files).build());
        Files.delete(folder);
        network.fit(data(), 2);
        Files.createDirectory(folder);
        network.fit(data());

        assertThat(RunLog.of(run).rowsWith("epoch/epoch")).hasSize(3);
        assertThat(RunLog.of(run).artifacts()).hasSize(1);
    }

    @Test
    void aNetworkThatCannotBeWrittenIsNoEndOfTheMetrics() {
        MultiLayerNetwork network = Nets.dense(new Unwritable(), LossFunction.MCXENT);
        network.addListeners(WandbListener.builder(run).saveEveryEpoch().build());
        network.fit(data(), 2);

        assertThat(RunLog.of(run).rowsWith("epoch/loss")).hasSize(2);
        assertThat(RunLog.of(run).artifacts()).isEmpty();
    }

    /** An activation of the user's own, in which Jackson goes round in circles. */
    private static final class Unwritable extends ActivationSoftmax {
        private static final long serialVersionUID = 1;
        private final Unwritable self = this;

        @Override
        public String toString() {
            return "unwritable " + (self == this);
        }
    }

    private void trained(MultiLayerNetwork network, UnaryOperator<WandbListener.Builder> options) {
        WandbListener.Builder builder = WandbListener.builder(run).validateOn(data());
        network.setListeners(options.apply(builder).build());
        network.fit(data(), 2);
        network.setListeners();
    }

    private ArtifactRecord last() {
        List<ArtifactRecord> artifacts = RunLog.of(run).artifacts();
        return artifacts.get(artifacts.size() - 1);
    }

    private static ArtifactManifestEntry entry(ArtifactRecord artifact) {
        return artifact.getManifest().getContents(0);
    }

    private static File file(ArtifactRecord artifact) {
        return new File(entry(artifact).getLocalPath());
    }

    private static DataSetIterator data() {
        return new ListDataSetIterator<>(Nets.rows(40, 1).batchBy(16), 1);
    }
}
