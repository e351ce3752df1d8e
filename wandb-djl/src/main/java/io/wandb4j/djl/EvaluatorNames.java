package io.wandb4j.djl;

import java.util.Locale;
import java.util.regex.Pattern;

/** Spells DJL's evaluator names as Keras spells metrics: {@code Top5Accuracy} is {@code top5_accuracy}. */
final class EvaluatorNames {
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9_]+");

    private EvaluatorNames() {}

    static String metric(String evaluator) {
        String words = WORD_START.matcher(evaluator).replaceAll("_");
        return FOREIGN.matcher(words).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
