package io.wandb4j.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The number of the largest entry of each row of a matrix: the class that it speaks for.
 *
 * <p>This is asked for every batch of a training. Many numbers stay where they are, which may be another device. */
final class Classes {
    private static final int FEW = 1 << 14;
    private static final float[] NONE = {};

    private Classes() {}

    static long[] of(INDArray scores) {
        return isFew(scores)
                ? largest(FloatValues.of(scores, 'c', NONE), (int) scores.size(1))
                : Temporary.longs(Nd4j.argMax(scores, 1));
    }

    /** The number of the largest entry of each row.
     *
     * @param values row after row */
    static long[] largest(float[] values, int columns) {
        long[] largest = new long[values.length / columns];
        for (int row = 0; row < largest.length; row++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int column = 0; column < columns; column++) {
                float value = values[row * columns + column];
                if (value > most) {
                    most = value;
                    largest[row] = column;
                }
            }
        }
        return largest;
    }

    /** Whether these are so few that a loop over a copy is faster than an operation. */
    static boolean isFew(INDArray array) {
        return array.dataType() == DataType.FLOAT && array.length() <= FEW;
    }
}
