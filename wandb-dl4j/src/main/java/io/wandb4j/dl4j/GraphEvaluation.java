package io.wandb4j.dl4j;

import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.EvaluationTally;
import io.wandb4j.evaluation.PredictedRows;
import io.wandb4j.evaluation.PredictedRows.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.classification.ROCBinary;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Carries out a plan on the rows that SameDiff validates with: on those variables that the graph's configuration evaluates, whose
 * evaluations say what a row tells. For one thread. */
final class GraphEvaluation {
    private final SameDiff graph;
    private final EvaluationPlan plan;
    private final Map<String, EvaluationTally> tallies = new LinkedHashMap<>();
    private final Map<String, MultiDataSet> counted = new HashMap<>();
    private int epoch;

    GraphEvaluation(SameDiff graph, EvaluationPlan plan) {
        this.graph = graph;
        this.plan = plan;
    }

    /** Forgets the epoch before.
     *
     * @param number the run's number of the epoch */
    void start(int number) {
        epoch = number;
        tallies.clear();
        counted.clear();
        if (plan.isDue(number + 1L)) {
            evaluated().forEach((variable, evaluations) -> {
                if (!evaluations.isEmpty()) {
                    tallies.put(variable, new EvaluationTally(plan));
                }
            });
        }
    }

    /** The graph has computed something in its validation; SameDiff tells it more than once. */
    void add(String variable, MultiDataSet batch, INDArray value) {
        EvaluationTally tally = tallies.get(variable);
        if (tally == null || counted.put(variable, batch) == batch || value.rank() != 2) {
            return;
        }
        TrainingConfig configuration = graph.getTrainingConfig();
        int label = configuration.getValidationEvaluationLabels().getOrDefault(variable, 0);
        INDArray mask = batch.getLabelsMaskArrays() == null ? null : batch.getLabelsMaskArray(label);
        PredictedRows rows = OutputRows.of(
                kind(evaluated().get(variable), value.size(1)), new ScoredRows(batch.getLabels(label), value, mask));
        tally.add(rows, OutputRows.inputs(batch, rows.size()));
    }

    Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        tallies.forEach((variable, tally) -> tally.metrics()
                .forEach((metric, value) ->
                        metrics.put(Validation.metricName(metric, variable, tallies.size()), value)));
        return metrics;
    }

    Map<String, Object> media() {
        Map<String, Object> media = new LinkedHashMap<>();
        tallies.forEach(
                (variable, tally) -> media.putAll(tally.media(epoch, tallies.size() == 1 ? "" : variable + "/")));
        return media;
    }

    @SuppressWarnings("rawtypes") // as SameDiff has them
    private Map<String, List<IEvaluation>> evaluated() {
        return graph.getTrainingConfig().getValidationEvaluations();
    }

    @SuppressWarnings("rawtypes") // as SameDiff has them
    private static Kind kind(@Nullable List<IEvaluation> evaluations, long columns) {
        IEvaluation<?> first = evaluations == null || evaluations.isEmpty() ? null : evaluations.get(0);
        if (first instanceof RegressionEvaluation) {
            return Kind.NUMBERS;
        }
        boolean labels = first instanceof EvaluationBinary || first instanceof ROCBinary;
        return labels && columns > 1 ? Kind.LABELS : Kind.CLASSES;
    }
}
