package io.wandb4j.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A small matrix in Java's memory, row after row: for a few numbers a loop here costs a third of an operation there. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record FloatMatrix(float[] values, int rows, int columns) {
    static FloatMatrix of(INDArray matrix) {
        return new FloatMatrix(values(matrix, 'c'), (int) matrix.size(0), (int) matrix.size(1));
    }

    /** A matrix whose rows are the columns of that. */
    static FloatMatrix ofColumns(INDArray matrix) {
        return new FloatMatrix(values(matrix, 'f'), (int) matrix.size(1), (int) matrix.size(0));
    }

    /** The product of each row with each row of another matrix, plus a bias for each of those. */
    FloatMatrix timesRowsPlus(FloatMatrix others, float[] bias) {
        float[] products = new float[rows * others.rows];
        for (int row = 0; row < rows; row += 2) {
            for (int other = 0; other < others.rows; other += 4) {
                addProducts(row, others, other, bias, products);
            }
        }
        return new FloatMatrix(products, rows, others.rows);
    }

    /** The number of the largest entry of each row. */
    long[] largest() {
        long[] largest = new long[rows];
        for (int row = 0; row < rows; row++) {
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

    /** Eight sums that need not wait for each other: of two rows with four others. Behind an end the last one counts again. */
    private void addProducts(int row, FloatMatrix others, int other, float[] bias, float[] to) {
        int next = Math.min(row + 1, rows - 1);
        int last = others.rows - 1;
        int other1 = Math.min(other + 1, last);
        int other2 = Math.min(other + 2, last);
        int other3 = Math.min(other + 3, last);
        float sum00 = bias[other];
        float sum01 = bias[other1];
        float sum02 = bias[other2];
        float sum03 = bias[other3];
        float sum10 = sum00;
        float sum11 = sum01;
        float sum12 = sum02;
        float sum13 = sum03;
        for (int i = 0; i < columns; i++) {
            float value0 = values[row * columns + i];
            float value1 = values[next * columns + i];
            float factor = others.values[other * columns + i];
            sum00 += value0 * factor;
            sum10 += value1 * factor;
            factor = others.values[other1 * columns + i];
            sum01 += value0 * factor;
            sum11 += value1 * factor;
            factor = others.values[other2 * columns + i];
            sum02 += value0 * factor;
            sum12 += value1 * factor;
            factor = others.values[other3 * columns + i];
            sum03 += value0 * factor;
            sum13 += value1 * factor;
        }
        int first = row * others.rows;
        to[first + other] = sum00;
        to[first + other1] = sum01;
        to[first + other2] = sum02;
        to[first + other3] = sum03;
        first = next * others.rows;
        to[first + other] = sum10;
        to[first + other1] = sum11;
        to[first + other2] = sum12;
        to[first + other3] = sum13;
    }

    private static float[] values(INDArray matrix, char order) {
        if (matrix.ordering() == order && matrix.elementWiseStride() == 1) {
            return FloatValues.of(matrix);
        }
        INDArray copy = matrix.dup(order);
        try {
            return FloatValues.of(copy);
        } finally {
            Temporary.close(copy);
        }
    }
}
