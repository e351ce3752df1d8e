package io.wandb4j.dl4j;

import java.util.List;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Small graphs of SameDiff. */
final class Graphs {
    private Graphs() {}

    /** The same, with its evaluations named. */
    static SameDiff evaluated(double rate) {
        SameDiff graph = classifier(rate);
        TrainingConfig configuration = graph.getTrainingConfig();
        configuration.getTrainEvaluations().put("prediction", List.of(new Evaluation()));
        configuration.getTrainEvaluationLabels().put("prediction", 0);
        configuration.getValidationEvaluations().put("prediction", List.of(new Evaluation()));
        configuration.getValidationEvaluationLabels().put("prediction", 0);
        return graph;
    }

    /** Tells the classes of {@link Nets#rows} apart. */
    static SameDiff classifier(double rate) {
        SameDiff graph = SameDiff.create();
        SDVariable in = graph.placeHolder("in", DataType.FLOAT, -1, Nets.INPUTS);
        SDVariable label = graph.placeHolder("label", DataType.FLOAT, -1, Nets.CLASSES);
        SDVariable hidden = graph.nn()
                .tanh(in.mmul(graph.var("w0", weights(Nets.INPUTS, 8))).add(graph.var("b0", Nd4j.zeros(1, 8))));
        SDVariable logits = hidden.mmul(graph.var("w1", weights(8, Nets.CLASSES)))
                .add("logits", graph.var("b1", Nd4j.zeros(1, Nets.CLASSES)));
        graph.nn().softmax("prediction", logits);
        graph.loss().softmaxCrossEntropy("loss", label, logits, null);
        graph.setLossVariables("loss");
        graph.setTrainingConfig(TrainingConfig.builder()
                .updater(new Adam(rate))
                .dataSetFeatureMapping("in")
                .dataSetLabelMapping("label")
                .build());
        return graph;
    }

    private static INDArray weights(int rows, int columns) {
        Random random = new Random(3);
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian() / 2;
            }
        }
        return Nd4j.createFromArray(values);
    }
}
