package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wandb4j.media.Histogram;
import io.wandb4j.media.ValueAdapter;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NdArrayAdapterTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final NdArrayAdapter adapter = new NdArrayAdapter();

    @AfterEach
    void close() {
        manager.close();
    }

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
        assertThat(adapter.adapt(manager.create(2.5f))).isEqualTo(2.5);
        assertThat(adapter.adapt(manager.create(new int[] {7}))).isEqualTo(7.0);
        assertThat(adapter.adapt(manager.create(true))).isEqualTo(1.0);
    }

    @Test
    void listsAFewElementsInTheirShape() {
        assertThat(adapter.adapt(manager.create(new double[] {1, 2}))).isEqualTo(new double[] {1, 2});
        assertThat(adapter.adapt(manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3))))
                .isEqualTo(List.of(List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 6.0)));
        assertThat(adapter.adapt(manager.create(new Shape(0)))).isEqualTo(new double[0]);
    }

    @Test
    void readsAViewInItsOwnOrder() {
        NDArray matrix = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));

        assertThat(adapter.adapt(matrix.transpose())).isEqualTo(List.of(List.of(1.0, 3.0), List.of(2.0, 4.0)));
    }

    @Test
    void countsManyElementsInto32Bins() {
        Object value = adapter.adapt(manager.arange(64).toType(DataType.FLOAT32, false));

        assertThat(value).isInstanceOfSatisfying(Histogram.class, histogram -> {
            assertThat(histogram.counts()).hasSize(32);
            assertThat(DoubleStream.of(histogram.counts()).sum()).isEqualTo(64);
        });
    }

    @Test
    void leavesNothingBehind() {
        NDArray array = manager.create(new float[] {1, 2});
        int before = manager.getManagedArrays().size();
        adapter.adapt(array);

        assertThat(manager.getManagedArrays()).hasSize(before);
    }
}
