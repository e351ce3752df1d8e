package io.wandb4j.dl4j;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A small matrix in Java's memory: for a few numbers a loop here costs a third of an operation there.
 *
 * @param down how far apart rows are
 * @param right how far apart columns are */
record FloatMatrix(float[] values, int rows, int columns, int down, int right) {
    static FloatMatrix of(INDArray matrix) {
        int rows = (int) matrix.size(0);
        int columns = (int) matrix.size(1);
        if (matrix.ordering() == 'f' && matrix.elementWiseStride() == 1) {
            return new FloatMatrix(FloatValues.of(matrix), rows, columns, 1, rows);
        }
        if (matrix.elementWiseStride() == 1) {
            return new FloatMatrix(FloatValues.of(matrix), rows, columns, columns, 1);
        }
        INDArray copy = matrix.dup('c');
        try {
            return new FloatMatrix(FloatValues.of(copy), rows, columns, columns, 1);
        } finally {
            Temporary.close(copy);
        }
    }

    /** The product with weights, a column for each of their columns, and a bias added to each row. */
    FloatMatrix timesPlus(FloatMatrix weights, float[] bias) {
        float[] sums = new float[rows * weights.columns];
        for (int column = 0; column < weights.columns; column++) {
            int first = column * rows;
            Arrays.fill(sums, first, first + rows, bias[column]);
            for (int inner = 0; inner < columns; inner++) {
                float weight = weights.values[inner * weights.down + column * weights.right];
                addTo(sums, first, inner * right, weight);
            }
        }
        return new FloatMatrix(sums, rows, weights.columns, 1, rows);
    }

    /** The number of the largest entry of each row. */
    long[] largest() {
        long[] largest = new long[rows];
        for (int row = 0; row < rows; row++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int column = 0; column < columns; column++) {
                float value = values[row * down + column * right];
                if (value > most) {
                    most = value;
                    largest[row] = column;
                }
            }
        }
        return largest;
    }

    private void addTo(float[] sums, int first, int from, float weight) {
        if (down == 1) { // side by side, so that the processor can do several at once
            for (int row = 0; row < rows; row++) {
                sums[first + row] += values[from + row] * weight;
            }
        } else {
            for (int row = 0; row < rows; row++) {
                sums[first + row] += values[from + row * down] * weight;
            }
        }
    }
}
