package io.wandb4j.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.listeners.records.EvaluationRecord;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.classification.ROCBinary;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.evaluation.regression.RegressionEvaluation;

/** The numbers of DL4J's own evaluations by the names that they have in a run. */
final class EvaluationNames {
    private EvaluationNames() {}

    /** The numbers of a record; a variable's name stands before them where there are several. */
    @SuppressWarnings("rawtypes") // as DL4J has them
    static Map<String, Double> metrics(EvaluationRecord record) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, List<IEvaluation>> found = new LinkedHashMap<>(record.evaluations());
        found.values().removeIf(List::isEmpty);
        found.forEach((variable, evaluations) ->
                evaluations.forEach(evaluation -> metrics(evaluation).forEach((metric, value) -> {
                    if (Double.isFinite(value)) {
                        metrics.put(Validation.metricName(metric, variable, found.size()), value);
                    }
                })));
        return metrics;
    }

    private static Map<String, Double> metrics(IEvaluation<?> evaluation) {
        if (evaluation instanceof Evaluation classes) {
            return Map.of(
                    "accuracy", classes.accuracy(),
                    "precision", classes.precision(),
                    "recall", classes.recall(),
                    "f1_score", classes.f1());
        }
        if (evaluation instanceof EvaluationBinary labels) {
            return Map.of(
                    "accuracy", labels.averageAccuracy(),
                    "precision", labels.averagePrecision(),
                    "recall", labels.averageRecall(),
                    "f1_score", labels.averageF1());
        }
        if (evaluation instanceof RegressionEvaluation numbers) {
            return Map.of(
                    "mse", numbers.averageMeanSquaredError(),
                    "mae", numbers.averageMeanAbsoluteError(),
                    "rmse", numbers.averagerootMeanSquaredError(),
                    "r2", numbers.averageRSquared(),
                    "pearson", numbers.averagePearsonCorrelation());
        }
        return area(evaluation);
    }

    private static Map<String, Double> area(IEvaluation<?> evaluation) {
        if (evaluation instanceof ROC curve) {
            return Map.of("auc", curve.calculateAUC());
        }
        if (evaluation instanceof ROCMultiClass curves) {
            return Map.of("auc", curves.calculateAverageAUC());
        }
        return evaluation instanceof ROCBinary curves ? Map.of("auc", curves.calculateAverageAuc()) : Map.of();
    }
}
