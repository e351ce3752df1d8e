package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The numbers of one pass against those that DL4J finds on its own. */
class ValidationTest {
    static Stream<Arguments> networks() {
        DataSet rows = Nets.rows(50, 1);
        return Stream.of(
                Arguments.of("softmax", Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT), rows),
                Arguments.of("likelihood", Nets.dense(Activation.SOFTMAX, LossFunction.NEGATIVELOGLIKELIHOOD), rows),
                Arguments.of("sigmoid", Nets.dense(Activation.SIGMOID, LossFunction.XENT), rows),
                Arguments.of("regression", Nets.dense(Activation.IDENTITY, LossFunction.MSE), rows),
                Arguments.of("softmax with squares", Nets.dense(Activation.SOFTMAX, LossFunction.MSE), rows),
                Arguments.of("masked sequences", Nets.recurrentAtOnce(), Nets.sequences(50, 1)),
                Arguments.of("pixels", Nets.pixels(), Nets.images(50, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void findsTheLossThatDl4jFinds(String name, MultiLayerNetwork network, DataSet data) {
        network.fit(data);

        assertThat(score(network, data).get("loss")).isCloseTo(network.score(data, false), within(1e-5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void findsTheAccuracyThatDl4jFinds(String name, MultiLayerNetwork network, DataSet data) {
        Evaluation evaluation = network.doEvaluation(batches(data), new Evaluation())[0];

        if (name.startsWith("softmax") || name.equals("likelihood") || name.equals("masked sequences")) {
            assertThat(score(network, data).get("accuracy")).isCloseTo(evaluation.accuracy(), within(1e-12));
        } else {
            assertThat(score(network, data).containsKey("accuracy")).isEqualTo(!name.equals("regression"));
        }
    }

    @Test
    void scoresEveryOutputOfAGraph() {
        ComputationGraph graph = Nets.twoOutputs();
        MultiDataSet data = Nets.twoLabels(50, 1);
        graph.fit(data);

        Map<String, Double> metrics = new Validation(new SingletonMultiDataSetIterator(data), 1, null)
                .afterEpoch(Network.of(graph), 0)
                .metrics();

        assertThat(metrics).containsOnlyKeys("loss", "kind_accuracy");
        assertThat(metrics.get("loss")).isCloseTo(graph.score(data, false), within(1e-5));
    }

    private static Map<String, Double> score(MultiLayerNetwork network, DataSet data) {
        return new Validation(new MultiDataSetIteratorAdapter(batches(data)), 1, null)
                .afterEpoch(Network.of(network), 0)
                .metrics();
    }

    private static DataSetIterator batches(DataSet data) {
        return new ListDataSetIterator<>(data.batchBy(16), 1);
    }
}
