package io.wandb4j.dl4j;

import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The number of the largest entry of each row of a matrix: the class that it speaks for.
 *
 * <p>This is asked for every batch of a training. Many numbers stay where they are, which may be another device. */
final class Classes {
    private static final int FEW = 1 << 14;
    private static final int FEW_PRODUCTS = 1 << 18;

    private Classes() {}

    static long[] of(INDArray scores) {
        return isFew(scores) ? FloatMatrix.of(scores).largest() : Temporary.longs(Nd4j.argMax(scores, 1));
    }

    /** The classes that a layer of such weights and bias finds for inputs of the same type; of a few, to be worked out whenever one
     * likes, from copies. */
    static Supplier<long[]> of(INDArray inputs, INDArray weights, INDArray bias) {
        if (isFew(inputs) && isFew(weights) && inputs.length() * weights.size(1) <= FEW_PRODUCTS) {
            FloatMatrix rows = FloatMatrix.of(inputs);
            FloatMatrix classes = FloatMatrix.ofColumns(weights);
            float[] biases = FloatValues.of(bias);
            return () -> rows.timesRowsPlus(classes, biases).largest();
        }
        INDArray products =
                Nd4j.createUninitialized(inputs.dataType(), new long[] {inputs.size(0), weights.size(1)}, 'f');
        try {
            Nd4j.gemm(inputs, weights, products, false, false, 1, 0); // half as much around it as in mmul
            long[] classes = of(products.addiRowVector(bias));
            return () -> classes;
        } finally {
            Temporary.close(products);
        }
    }

    private static boolean isFew(INDArray array) {
        return array.dataType() == DataType.FLOAT && array.length() <= FEW;
    }
}
