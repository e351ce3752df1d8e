package io.wandb4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** How DJL's floats become numbers of ours. */
final class Floats {
    private Floats() {}

    /** 0.01f as 0.01, not as 0.009999999776. */
    static Double asWritten(float value) {
        return Double.valueOf(Float.toString(value));
    }

    /** A copy of an array's numbers, whatever their type; leaves no array behind. */
    static float[] of(NDArray array) {
        if (array.getDataType() == DataType.FLOAT32) {
            return array.toFloatArray();
        }
        try (NDArray floats = array.toType(DataType.FLOAT32, true)) {
            return floats.toFloatArray();
        }
    }
}
