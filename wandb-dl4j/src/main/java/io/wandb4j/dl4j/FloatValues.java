package io.wandb4j.dl4j;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The values of an array whose order does not matter, in one copy where that can be had. */
final class FloatValues {
    private static final boolean ON_CPU =
            Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu");

    private FloatValues() {}

    static float[] of(INDArray array) {
        boolean inOneRow = array.dataType() == DataType.FLOAT && array.elementWiseStride() == 1;
        if (ON_CPU && inOneRow && array.data().addressPointer() instanceof FloatPointer values) {
            float[] copy = new float[(int) array.length()];
            values.get(copy);
            return copy;
        }
        double[] values = Temporary.values(array);
        float[] copy = new float[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) values[i];
        }
        return copy;
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
