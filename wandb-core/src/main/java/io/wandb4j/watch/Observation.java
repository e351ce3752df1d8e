package io.wandb4j.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is seen of a model's tensors in one batch or at the end of one epoch. For one thread. */
public final class Observation {
    private final Watch watch;
    private final Map<String, Object> row = new LinkedHashMap<>();
    private final Map<String, Double> updateNorms = new LinkedHashMap<>();
    private final Map<String, Double> parameterNorms = new LinkedHashMap<>();
    private double gradientSquares;
    private long notNumbers;
    private long infinities;
    private boolean sawGradients;

    Observation(Watch watch) {
        this.watch = watch;
    }

    /** Whether something of a kind is to be shown. */
    public boolean wants(Watch.Kind kind) {
        return watch.sees(kind);
    }

    /** Looks at the first so many values, each times a factor; nothing is kept of them. */
    public void see(Watch.Kind kind, String tensor, float[] values, int length, double factor) {
        TensorSummary summary = TensorSummary.of(values, length, factor);
        row.put(kind.normKey(tensor), summary.norm());
        if (watch.bins() > 0) {
            row.put(kind.histogramKey(tensor), summary.histogram(values, length, factor, watch.bins()));
        }
        if (kind == Watch.Kind.GRADIENTS) {
            sawGradients = true;
            gradientSquares += summary.norm() * summary.norm();
            notNumbers += summary.notNumbers();
            infinities += summary.infinities();
        } else {
            (kind == Watch.Kind.UPDATES ? updateNorms : parameterNorms).put(tensor, summary.norm());
        }
    }

    /** What was seen, by the names that it has in a run. */
    public Map<String, Object> row() {
        Map<String, Object> all = new LinkedHashMap<>(row);
        if (sawGradients) {
            all.put("gradient_norm/all", Math.sqrt(gradientSquares));
            all.put("gradients_nan", notNumbers);
            all.put("gradients_inf", infinities);
        }
        updateNorms.forEach((tensor, norm) -> {
            Double weights = parameterNorms.get(tensor);
            if (weights != null && weights > 0) {
                all.put("update_ratio/" + tensor, norm / weights);
            }
        });
        return all;
    }

    /** Why the training has diverged, null if it has not. */
    public @Nullable String divergence() {
        return notNumbers + infinities == 0
                ? null
                : notNumbers + " gradients are no numbers, and " + infinities + " are infinite";
    }
}
