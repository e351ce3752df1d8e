package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.run.Run;
import io.wandb4j.training.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** SameDiff graphs that a listener saved. */
class SavedGraphTest {
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goOnAsIfTheyHadNeverStopped(boolean validated) throws Exception {
        SameDiff graph = Graphs.evaluated(0.01);
        graph.setListeners(
                WandbSameDiffListener.builder(run, graph).saveEveryEpoch().build());
        if (validated) {
            graph.fit(data(), 2, data(), 1);
        } else {
            graph.fit(data(), 2);
        }
        SameDiff back = SameDiff.load(model().toFile(), true);
        back.setListeners(WandbSameDiffListener.of(run, back));
        back.fit(data(), 1);
        graph.setListeners(List.of());
        graph.fit(data(), 1);

        assertThat(values(back)).usingRecursiveComparison().isEqualTo(values(graph));
        assertThat(RunLog.of(run).rowsWith("epoch/epoch"))
                .extracting(row -> row.get("epoch/epoch"))
                .containsExactly(0, 1, 2);
    }

    @Test
    void areSavedOfBatchesAsTheyAreAfterTheirStep() throws Exception {
        SameDiff graph = Graphs.classifier(0.01);
        graph.setListeners(WandbSameDiffListener.builder(run, graph)
                .save(Checkpoints.everyEpoch().everyBatches(3))
                .build());
        graph.fit(data(), 1);

        SameDiff back = SameDiff.load(model().toFile(), true);
        assertThat(values(back)).usingRecursiveComparison().isEqualTo(values(graph));
        assertThat(back.getTrainingConfig().getIterationCount())
                .isEqualTo(graph.getTrainingConfig().getIterationCount());
    }

    @Test
    void sayWhereTheyComeFromAndWhatTheyAre() throws Exception {
        SameDiff graph = Graphs.classifier(0.01);
        graph.setListeners(
                WandbSameDiffListener.builder(run, graph).saveEveryEpoch().build());
        graph.fit(data(), 1);

        assertThat(WandbModels.runOf(model())).contains(run.id());
        assertThat(artifact().getMetadata())
                .contains("\"framework\":\"samediff\"", "\"parameters\":67", "\"in\":[-1,4]", "\"configuration\":");
    }

    /** The last model that was logged, with all that lies beside it. */
    private Path model() throws Exception {
        Path folder = Files.createTempDirectory(dir, "model");
        for (var entry : artifact().getManifest().getContentsList()) {
            Files.copy(
                    Path.of(entry.getLocalPath()),
                    folder.resolve(entry.getPath()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return folder.resolve("model.sdz");
    }

    private ArtifactRecord artifact() {
        List<ArtifactRecord> artifacts = RunLog.of(run).artifacts();
        return artifacts.get(artifacts.size() - 1);
    }

    private static Map<String, float[]> values(SameDiff graph) {
        Map<String, float[]> values = new TreeMap<>();
        for (String variable : List.of("w0", "b0", "w1", "b1")) {
            values.put(variable, graph.getVariable(variable).getArr().data().asFloat());
        }
        return values;
    }

    private static DataSetIterator data() {
        return new ListDataSetIterator<>(Nets.rows(40, 1).batchBy(16), 1);
    }
}
