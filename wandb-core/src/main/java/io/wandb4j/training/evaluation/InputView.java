package io.wandb4j.training.evaluation;

import java.util.Arrays;
import java.util.function.Function;

/** How the input of a sample is shown.
 *
 * @param column what the table calls it
 * @param shown makes a cell of the features */
record InputView(String column, Function<float[], ?> shown) {
    private static final int MOST_SHOWN = 16;

    /** The first numbers of a row. */
    static final InputView NUMBERS = new InputView("input", InputView::text);

    private static String text(float[] features) {
        String text = Arrays.toString(Arrays.copyOf(features, Math.min(features.length, MOST_SHOWN)));
        return features.length > MOST_SHOWN ? text.substring(0, text.length() - 1) + ", ...]" : text;
    }
}
