package io.wandb4j.training.evaluation;

/** What a network says of a row, as a probability for each class. */
final class Probabilities {
    private static final float TOLERANCE = 1e-3f;

    private Probabilities() {}

    /** A copy: of several outputs that are no distribution yet, the softmax; of one output, that of the second of two
     * classes.
     *
     * @param logits whether a single output is the logit of a probability */
    static float[] of(float[] output, boolean logits) {
        if (output.length == 1) {
            float second = logits ? (float) (1 / (1 + Math.exp(-output[0]))) : output[0];
            return new float[] {1 - second, second};
        }
        return !logits && isDistribution(output) ? output.clone() : softmax(output);
    }

    private static boolean isDistribution(float[] output) {
        float sum = 0;
        for (float value : output) {
            if (value < 0) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) < TOLERANCE;
    }

    private static float[] softmax(float[] output) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float value : output) {
            highest = Math.max(highest, value);
        }
        double sum = 0;
        double[] powers = new double[output.length];
        for (int i = 0; i < output.length; i++) {
            powers[i] = Math.exp(output[i] - highest);
            sum += powers[i];
        }
        float[] shares = new float[output.length];
        for (int i = 0; i < output.length; i++) {
            shares[i] = (float) (powers[i] / sum);
        }
        return shares;
    }
}
