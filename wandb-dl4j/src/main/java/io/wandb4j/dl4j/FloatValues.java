package io.wandb4j.dl4j;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The values of an array, in one copy where that can be had. */
final class FloatValues {
    private static final boolean ON_CPU =
            Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu");

    private static final float[] NONE = {};

    private FloatValues() {}

    /** The values in any order. */
    static float[] of(INDArray array) {
        return of(array, array.ordering(), NONE);
    }

    /** The values in an order: {@code c} row after row, {@code f} column after column.
     *
     * @param used is filled anew and given back if it has as many entries */
    static float[] of(INDArray array, char order, float[] used) {
        float[] values = used.length == array.length() ? used : new float[(int) array.length()];
        boolean inOrder = array.ordering() == order || array.isVectorOrScalar(); // a vector has but one
        if (inOrder && array.elementWiseStride() == 1 && copy(array, values)) {
            return values;
        }
        INDArray copy = array.dup(order); // a view's buffer holds more than the view
        try {
            if (!copy(copy, values)) {
                double[] all = copy.data().asDouble();
                for (int i = 0; i < all.length; i++) {
                    values[i] = (float) all[i];
                }
            }
            return values;
        } finally {
            Temporary.close(copy);
        }
    }

    private static boolean copy(INDArray array, float[] to) {
        if (ON_CPU
                && array.dataType() == DataType.FLOAT
                && array.data().addressPointer() instanceof FloatPointer values) {
            values.get(to);
            return true;
        }
        return false;
    }

    /** The root of the sum of squares. */
    static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
