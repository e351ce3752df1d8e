package io.wandb4j.training.insight;

import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers what is seen of the tensors of a model into values of a run, by their full names. For one thread. */
public final class InsightRow {
    private final int bins;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private double gradientSquares;
    private boolean sawGradient;
    private String nonFinite = "";

    /** An empty row. */
    public InsightRow(Insight insight) {
        this.bins = insight.bins();
    }

    /** Adds a parameter as it is now. */
    public void addWeight(String name, float[] weight) {
        add("parameters/" + name, weight, 1);
    }

    /** Adds the gradient of a parameter.
     *
     * @param factor what makes it a mean over the rows: 1 if it is one */
    public void addGradient(String name, float[] gradient, double factor) {
        TensorFigures figures = add("gradients/" + name, gradient, factor);
        gradientSquares += figures.norm() * figures.norm();
        sawGradient = true;
    }

    /** Adds what changed a parameter. */
    public void addUpdate(String name, float[] before, float[] after) {
        double squares = 0;
        double size = 0;
        for (int i = 0; i < before.length; i++) {
            double change = (double) after[i] - before[i];
            squares += change * change;
            size += (double) before[i] * before[i];
        }
        addUpdate(name, Math.sqrt(squares), Math.sqrt(size));
    }

    /** Adds what changed a parameter, by the norms of change and parameter. */
    public void addUpdate(String name, double changed, double weight) {
        values.put("updates/" + name + ".norm", changed);
        if (weight > 0) {
            values.put("updates/" + name + ".ratio", changed / weight);
        }
    }

    /** Adds what is already a value. */
    public void addAll(Map<String, ?> more) {
        values.putAll(more);
    }

    /** The row so far. */
    public Map<String, Object> values() {
        Map<String, Object> row = new LinkedHashMap<>(values);
        if (sawGradient) {
            row.put("gradients/norm", Math.sqrt(gradientSquares));
        }
        return row;
    }

    /** Which tensors hold numbers that are not finite, in words; empty if none. */
    public String nonFinite() {
        return nonFinite;
    }

    private TensorFigures add(String key, float[] tensor, double factor) {
        TensorFigures figures = TensorFigures.of(tensor, factor);
        if (bins > 0) {
            values.put(key, figures.histogram(tensor, factor, bins));
        }
        values.put(key + ".norm", figures.norm());
        if (figures.nonFinite() > 0) {
            values.put(key + ".nan", figures.nans());
            values.put(key + ".inf", figures.infinities());
            nonFinite += (nonFinite.isEmpty() ? "" : ", ") + key + " (" + figures.nans() + " NaN, "
                    + figures.infinities() + " infinite of " + tensor.length + ")";
        }
        return figures;
    }
}
