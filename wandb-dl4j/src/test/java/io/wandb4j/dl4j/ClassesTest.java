package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ClassesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 4000})
    void findsTheLargestOfEachRowInEveryOrderAndSize(int rows) {
        INDArray scores = Nd4j.rand(rows, 10);
        long[] expected = Nd4j.argMax(scores, 1).toLongVector();

        assertThat(Classes.of(scores)).isEqualTo(expected);
        assertThat(Classes.of(scores.dup('f'))).isEqualTo(expected);
        assertThat(Classes.of(scores.castTo(DataType.DOUBLE))).isEqualTo(expected);
        INDArray wide = Nd4j.hstack(Nd4j.ones(rows, 3), scores);
        assertThat(Classes.of(wide.get(NDArrayIndex.all(), NDArrayIndex.interval(3, 13))))
                .isEqualTo(expected);
    }
}
