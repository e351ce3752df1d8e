package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.media.Histogram;
import io.wandb4j.media.ValueAdapter;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NdArrayAdapterTest {
    private final NdArrayAdapter adapter = new NdArrayAdapter();

    @Test
    void isFoundByTheClient() {
        assertThat(ServiceLoader.load(ValueAdapter.class)).hasAtLeastOneElementOfType(NdArrayAdapter.class);
    }

    @Test
    void leavesOtherValuesAlone() {
        assertThat(adapter.adapt("text")).isNull();
    }

    @Test
    void makesANumberOfOneElement() {
        assertThat(adapter.adapt(Nd4j.scalar(2.5f))).isEqualTo(2.5);
        assertThat(adapter.adapt(Nd4j.createFromArray(new int[] {7}))).isEqualTo(7.0);
        assertThat(adapter.adapt(Nd4j.scalar(true))).isEqualTo(1.0);
    }

    @Test
    void listsAFewElementsInTheirShape() {
        assertThat(adapter.adapt(Nd4j.createFromArray(1.0, 2.0))).isEqualTo(new double[] {1, 2});
        assertThat(adapter.adapt(Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}})))
                .isEqualTo(List.of(List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 6.0)));
    }

    @Test
    void readsAViewInItsOwnOrder() {
        INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});

        assertThat(adapter.adapt(matrix.transpose())).isEqualTo(List.of(List.of(1.0, 3.0), List.of(2.0, 4.0)));
        assertThat(adapter.adapt(matrix.getColumn(1))).isEqualTo(new double[] {2, 4});
    }

    @Test
    void countsManyElementsInto32Bins() {
        Object value = adapter.adapt(Nd4j.arange(64).castTo(DataType.FLOAT));

        assertThat(value).isInstanceOfSatisfying(Histogram.class, histogram -> {
            assertThat(histogram.counts()).hasSize(32);
            assertThat(DoubleStream.of(histogram.counts()).sum()).isEqualTo(64);
        });
    }

    @Test
    void doesNotChangeTheArray() {
        INDArray array = Nd4j.createFromArray(1f, 2f);
        adapter.adapt(array);

        assertThat(array.toFloatVector()).containsExactly(1f, 2f);
    }
}
