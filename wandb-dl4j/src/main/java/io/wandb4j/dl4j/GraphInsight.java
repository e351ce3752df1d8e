package io.wandb4j.dl4j;

import io.wandb4j.run.Run;
import io.wandb4j.training.insight.Insight;
import io.wandb4j.training.insight.InsightLog;
import io.wandb4j.training.insight.InsightRow;
import io.wandb4j.training.insight.LayerRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.internal.Variable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Looks at the variables, gradients, updates and pace of a SameDiff graph under training.
 *
 * <p>Gradients are what the graph computes, before regularization and updater: means or sums over rows, as the loss is. If epochs
 * are looked at, gradients and updates are those of their first batch. For one thread. */
final class GraphInsight {
    private final Insight insight;
    private final SameDiff graph;
    private final InsightLog log;
    private final Map<String, String> gradients = new LinkedHashMap<>(); // their variables by their names
    private @Nullable InsightRow open;

    GraphInsight(Run run, Insight insight, SameDiff graph) {
        this.insight = insight;
        this.graph = graph;
        this.log = new InsightLog(run, insight);
    }

    /** Looks at a graph that has its gradients. */
    void begin() {
        gradients.clear();
        for (SDVariable variable : trained()) {
            SDVariable gradient = variable.getGradient();
            if (gradient != null) {
                gradients.put(gradient.name(), variable.name());
            }
        }
        log.tableOnce(
                () -> graph.getOps().values().stream().map(this::operation).toList());
        startEpoch();
    }

    void startEpoch() {
        log.startEpoch();
        open = log.isDue() ? new InsightRow(insight) : null;
    }

    /** The graph has computed something. */
    void computed(String name, INDArray value) {
        String variable = gradients.get(name);
        if (open != null && variable != null && insight.hasGradients() && log.isDue()) {
            open.addGradient(variable, FloatValues.of(value), 1);
        }
    }

    /** A variable is about to change. */
    void update(Variable variable, INDArray update) {
        if (open != null && insight.hasUpdates() && log.isDue()) {
            INDArray weight = variable.getVariable().getArr();
            open.addUpdate(
                    variable.getName(),
                    FloatValues.norm(FloatValues.of(update)),
                    FloatValues.norm(FloatValues.of(weight)));
        }
    }

    /** What is to be logged of a batch; empty if nothing is due. */
    Map<String, Object> endBatch(long rows) {
        InsightRow row = open;
        String batch = log.endBatch(rows, 0);
        if (insight.isOfEpochs()) {
            return Map.of();
        }
        open = log.isDue() ? new InsightRow(insight) : null;
        return row == null ? Map.of() : finished(row, batch);
    }

    /** What is to be logged of an epoch; empty if nothing is due. */
    Map<String, Object> endEpoch() {
        InsightRow row = open;
        return row == null || !insight.isOfEpochs() ? Map.of() : finished(row, "the epoch");
    }

    private Map<String, Object> finished(InsightRow row, String where) {
        if (insight.hasWeights()) {
            trained().forEach(variable -> row.addWeight(variable.name(), FloatValues.of(variable.getArr())));
        }
        return log.values(row, where);
    }

    private List<SDVariable> trained() {
        return graph.variables().stream()
                .filter(variable -> variable.getVariableType() == VariableType.VARIABLE)
                .toList();
    }

    private LayerRow operation(SameDiffOp operation) {
        List<String> inputs = new ArrayList<>();
        long parameters = 0;
        for (String name : operation.getInputsToOp() == null ? List.<String>of() : operation.getInputsToOp()) {
            Variable input = graph.getVariables().get(name);
            if (input == null) {
                continue;
            }
            if (input.getOutputOfOp() != null) {
                inputs.add(input.getOutputOfOp());
            } else if (input.getVariable().getVariableType() == VariableType.VARIABLE) {
                parameters += input.getVariable().getArr().length();
            }
        }
        return new LayerRow(
                operation.getName(),
                operation.getOp().opName(),
                "",
                parameters,
                parameters,
                0,
                inputs.stream().distinct().toList());
    }
}
