package io.wandb4j.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The number of the largest entry of each row of a matrix: the class that it speaks for.
 *
 * <p>This is asked for every batch of a training. For a few numbers a loop here costs a third of an operation there; many
 * stay where they are, which may be another device. */
final class Classes {
    private static final int FEW = 1 << 14;

    private Classes() {}

    static long[] of(INDArray scores) {
        return isCheapToRead(scores) ? largest(scores, null) : Temporary.longs(Nd4j.argMax(scores, 1));
    }

    /** The classes once the bias of each is added. */
    static long[] of(INDArray scores, INDArray bias) {
        if (isCheapToRead(scores)) {
            return largest(scores, floats(bias));
        }
        INDArray sums = scores.addRowVector(bias);
        try {
            return of(sums);
        } finally {
            Temporary.close(sums);
        }
    }

    /** A few numbers, one by one: less than the copy that a view's buffer would need. */
    private static float[] floats(INDArray row) {
        float[] values = new float[(int) row.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getFloat(i);
        }
        return values;
    }

    private static boolean isCheapToRead(INDArray scores) {
        return scores.dataType() == DataType.FLOAT && scores.length() <= FEW;
    }

    private static long[] largest(INDArray scores, float @Nullable [] bias) {
        if (scores.isView()) {
            INDArray copy = scores.dup('c');
            try {
                return largest(copy.data().asFloat(), copy, bias);
            } finally {
                Temporary.close(copy);
            }
        }
        return largest(scores.data().asFloat(), scores, bias);
    }

    private static long[] largest(float[] values, INDArray shape, float @Nullable [] bias) {
        long[] classes = new long[(int) shape.size(0)];
        int columns = (int) shape.size(1);
        int down = (int) shape.stride(0);
        int right = (int) shape.stride(1);
        for (int row = 0; row < classes.length; row++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int column = 0; column < columns; column++) {
                float value = values[row * down + column * right] + (bias == null ? 0 : bias[column]);
                if (value > most) {
                    most = value;
                    classes[row] = column;
                }
            }
        }
        return classes;
    }
}
