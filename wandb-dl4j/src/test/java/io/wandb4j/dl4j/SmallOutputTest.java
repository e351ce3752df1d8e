package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SmallOutputTest {
    private static final int FEATURES = 22;

    private final INDArray weights = Nd4j.rand(FEATURES, 10).subi(0.5);
    private final INDArray bias = Nd4j.rand(1, 10).subi(0.5);

    @ParameterizedTest
    @CsvSource({"1, 22", "64, 22", "64, 20", "3, 2", "700, 21"})
    void countsWhatALayerGetsRightInEveryOrder(int rows, int features) {
        INDArray inputs = Nd4j.rand(rows, features);
        INDArray factors = weights.get(NDArrayIndex.interval(0, features), NDArrayIndex.all());
        INDArray labels = oneHot(rows);
        double expected = right(inputs, factors, labels);

        assertThat(count(inputs, factors, labels, null)).isEqualTo(new CorrectCount(expected, rows));
        assertThat(count(inputs.dup('f'), factors.dup('f'), labels.dup('f'), null))
                .isEqualTo(new CorrectCount(expected, rows));
        INDArray wide = Nd4j.hstack(Nd4j.ones(rows, 3), inputs);
        INDArray view = wide.get(NDArrayIndex.all(), NDArrayIndex.interval(3, 3 + features));
        assertThat(count(view, factors.dup('c'), labels, null)).isEqualTo(new CorrectCount(expected, rows));
    }

    @Test
    void takesLabelsThatAreNumbers() {
        INDArray inputs = Nd4j.rand(64, FEATURES);
        INDArray labels = oneHot(64);
        INDArray numbers = Nd4j.argMax(labels, 1).castTo(inputs.dataType()).reshape(64, 1);

        assertThat(count(inputs, weights, numbers, null))
                .isEqualTo(new CorrectCount(right(inputs, weights, labels), 64));
    }

    @Test
    void weighsRowsByTheirMask() {
        INDArray inputs = Nd4j.rand(64, FEATURES);
        INDArray labels = oneHot(64);
        INDArray mask = Nd4j.ones(64, 1);
        mask.put(new org.nd4j.linalg.indexing.INDArrayIndex[] {NDArrayIndex.interval(32, 64), NDArrayIndex.all()}, 0);
        INDArray counted = inputs.get(NDArrayIndex.interval(0, 32), NDArrayIndex.all());
        INDArray labelsOfThose = labels.get(NDArrayIndex.interval(0, 32), NDArrayIndex.all());

        assertThat(count(inputs, weights, labels, mask))
                .isEqualTo(new CorrectCount(right(counted, weights, labelsOfThose), 32));
    }

    @Test
    void isForFloatsOfAFewRowsOnly() {
        INDArray few = Nd4j.rand(64, FEATURES);
        INDArray labels = oneHot(64);

        assertThat(SmallOutput.isFor(few, weights, labels)).isTrue();
        assertThat(SmallOutput.isFor(Nd4j.rand(4000, FEATURES), weights, oneHot(4000)))
                .isFalse();
        assertThat(SmallOutput.isFor(few.castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE), weights, labels))
                .isFalse();
    }

    private CorrectCount count(INDArray inputs, INDArray factors, INDArray labels, @Nullable INDArray mask) {
        return SmallOutput.copyOf(inputs, factors, bias, labels, mask).count();
    }

    private double right(INDArray inputs, INDArray factors, INDArray labels) {
        long[] predicted =
                Nd4j.argMax(inputs.mmul(factors).addiRowVector(bias), 1).toLongVector();
        long[] actual = Nd4j.argMax(labels, 1).toLongVector();
        return LongStream.range(0, predicted.length)
                .filter(row -> predicted[(int) row] == actual[(int) row])
                .count();
    }

    private static INDArray oneHot(int rows) {
        INDArray labels = Nd4j.zeros(rows, 10);
        for (int row = 0; row < rows; row++) {
            labels.putScalar(row, row % 10, 1);
        }
        return labels;
    }
}
