package io.wandb4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.wandb4j.media.Histogram;
import io.wandb4j.media.ValueAdapter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs an {@link NDArray} as W&amp;B logs tensors: one element as a number, up to 32 as lists, more as a histogram. */
public final class NdArrayAdapter implements ValueAdapter {
    private static final int MOST_LISTED = 32;
    private static final int BINS = 32;

    @Override
    public @Nullable Object adapt(Object value) {
        if (!(value instanceof NDArray array) || !isNumeric(array.getDataType())) {
            return null;
        }
        double[] values = values(array);
        if (values.length == 1) {
            return values[0];
        }
        if (values.length > MOST_LISTED) {
            return Histogram.of(values, BINS);
        }
        long[] shape = array.getShape().getShape();
        return shape.length < 2 || values.length == 0 ? values : nested(values, shape, 0, 0, values.length);
    }

    private static boolean isNumeric(DataType type) {
        return type.isFloating() || type.isInteger() || type == DataType.BOOLEAN;
    }

    private static double[] values(NDArray array) {
        if (array.getDataType() == DataType.FLOAT64) {
            return array.toDoubleArray();
        }
        try (NDArray doubles = array.toType(DataType.FLOAT64, true)) {
            return doubles.toDoubleArray();
        }
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
