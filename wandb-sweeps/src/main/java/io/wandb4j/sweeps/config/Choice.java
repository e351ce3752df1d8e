package io.wandb4j.sweeps.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Picking from a list, and finding again what was picked. */
final class Choice {
    private Choice() {}

    /** The place of a value, a whole number being equal to the same float; -1 when it is not in the list. */
    static int index(List<?> values, @Nullable Object value) {
        for (int i = 0; i < values.size(); i++) {
            if (same(values.get(i), value)) {
                return i;
            }
        }
        return -1;
    }

    /** The first place whose running sum of probabilities exceeds u. */
    static int weighted(List<? extends Number> probabilities, double u) {
        double sum = 0;
        int last = 0;
        for (int i = 0; i < probabilities.size(); i++) {
            double probability = probabilities.get(i).doubleValue();
            sum += probability;
            if (u < sum) {
                return i;
            }
            last = probability > 0 ? i : last;
        }
        return last; // the sum of the probabilities may end just below 1
    }

    static double sum(List<? extends Number> probabilities, int last) {
        double sum = 0;
        for (int i = 0; i <= last; i++) {
            sum += probabilities.get(i).doubleValue();
        }
        return sum;
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return one instanceof Number a && other instanceof Number b
                ? a.doubleValue() == b.doubleValue()
                : Objects.equals(one, other);
    }
}
