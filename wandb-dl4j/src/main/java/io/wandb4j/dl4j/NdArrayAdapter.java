package io.wandb4j.dl4j;

import io.wandb4j.media.Histogram;
import io.wandb4j.media.ValueAdapter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Logs an {@link INDArray} as W&amp;B logs tensors: one element as a number, up to 32 as lists, more as a histogram. */
public final class NdArrayAdapter implements ValueAdapter {
    private static final int MOST_LISTED = 32;
    private static final int BINS = 32;

    @Override
    public @Nullable Object adapt(Object value) {
        if (!(value instanceof INDArray array) || array.dataType() == DataType.UTF8) {
            return null;
        }
        if (array.isEmpty()) {
            return List.of();
        }
        double[] values = Temporary.values(array);
        if (values.length == 1) {
            return values[0];
        }
        return values.length <= MOST_LISTED ? nested(values, array.shape()) : Histogram.of(values, BINS);
    }

    private static Object nested(double[] values, long[] shape) {
        return shape.length < 2 ? values : nested(values, shape, 0, 0, values.length);
    }

    private static List<Object> nested(double[] values, long[] shape, int dimension, int from, int length) {
        int size = (int) shape[dimension];
        List<Object> list = new ArrayList<>(size);
        int part = length / size;
        for (int i = 0; i < size; i++) {
            int start = from + i * part;
            list.add(dimension == shape.length - 1 ? values[start] : nested(values, shape, dimension + 1, start, part));
        }
        return list;
    }
}
