package io.wandb4j.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays of our own making: they lie off the heap, and the garbage collector is in no hurry there. */
final class Temporary {
    private Temporary() {}

    /** Reads a temporary array and frees it. */
    static long[] longs(INDArray temporary) {
        long[] values = temporary.data().asLong();
        close(temporary);
        return values;
    }

    /** The values of any array in the order of its rows, by way of a temporary copy. */
    static double[] values(INDArray array) {
        INDArray copy = array.dup('c'); // a view's buffer holds more than the view, and in another order
        double[] values = copy.data().asDouble();
        close(copy);
        return values;
    }

    static void close(INDArray temporary) {
        if (temporary.closeable()) {
            temporary.close();
        }
    }
}
