package io.wandb4j.training.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Histogram;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InsightTest {
    @Test
    void measuresATensor() {
        float[] values = {3, -4, Float.NaN, Float.POSITIVE_INFINITY, 0};
        TensorFigures figures = TensorFigures.of(values, 0.5);

        assertThat(figures).isEqualTo(new TensorFigures(2.5, -2, 1.5, 1, 1));
        Histogram histogram = figures.histogram(values, 0.5, 2);
        assertThat(histogram.edges()).containsExactly(-2, -0.25, 1.5);
        assertThat(histogram.counts()).containsExactly(1, 2);
    }

    @Test
    void aTensorOfNothingFiniteHasAnEmptyHistogram() {
        float[] values = {Float.NaN};

        assertThat(TensorFigures.of(values, 1).histogram(values, 1, 4).counts()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void countsAsTheHistogramOfDoublesDoes() {
        float[] values = {1, 2, 2, 3, 7};
        double[] doubles = {1, 2, 2, 3, 7};

        assertThat(TensorFigures.of(values, 1).histogram(values, 1, 10).toJson())
                .isEqualTo(Histogram.of(doubles, 10).toJson());
    }

    @Test
    void gathersARow() {
        InsightRow row = new InsightRow(Insight.everyEpoch());
        row.addWeight("dense.weight", new float[] {3, 4});
        row.addGradient("dense.weight", new float[] {6, 8}, 0.5);
        row.addGradient("dense.bias", new float[] {12}, 1);
        row.addUpdate("dense.weight", new float[] {3, 4}, new float[] {3, 4.5f});

        assertThat(row.values())
                .containsEntry("parameters/dense.weight.norm", 5.0)
                .containsEntry("gradients/dense.weight.norm", 5.0)
                .containsEntry("gradients/norm", 13.0)
                .containsEntry("updates/dense.weight.norm", 0.5)
                .containsEntry("updates/dense.weight.ratio", 0.1);
        assertThat(row.values().get("gradients/dense.weight")).isInstanceOf(Histogram.class);
        assertThat(row.nonFinite()).isEmpty();
    }

    @Test
    void namesTensorsThatAreNotFinite() {
        InsightRow row = new InsightRow(Insight.everyEpoch().withoutHistograms());
        row.addGradient("w", new float[] {Float.NaN, 1, Float.NEGATIVE_INFINITY}, 1);

        assertThat(row.values())
                .containsOnlyKeys("gradients/w.norm", "gradients/w.nan", "gradients/w.inf", "gradients/norm");
        assertThat(row.nonFinite()).isEqualTo("gradients/w (1 NaN, 1 infinite of 3)");
    }

    @Test
    void anUntouchedParameterOfZeroHasNoRatio() {
        InsightRow row = new InsightRow(Insight.everyEpoch());
        row.addUpdate("b", new float[] {0}, new float[] {1});

        assertThat(row.values()).containsOnlyKeys("updates/b.norm");
    }

    @Test
    void measuresThePaceBetweenRows() {
        AtomicLong clock = new AtomicLong();
        Pace pace = new Pace(clock::get);
        pace.addBatch(32, 100_000_000);
        pace.addBatch(32, 300_000_000);
        clock.set(2_000_000_000L);

        Map<String, Object> values = pace.values();
        assertThat(values)
                .containsEntry("pace/rows_per_second", 32.0)
                .containsEntry("pace/batch_seconds", 1.0)
                .containsKeys("pace/gc_seconds", "pace/heap_bytes", "pace/off_heap_bytes");
        assertThat((double) values.get("pace/data_wait_seconds")).isCloseTo(0.2, within(1e-9));
        assertThat(pace.values()).isEmpty();
    }

    @Test
    void isDueAtTheFirstOfEachSoManyBatches() {
        assertThat(Insight.everyBatches(3).isDue(0)).isTrue();
        assertThat(Insight.everyBatches(3).isDue(2)).isFalse();
        assertThat(Insight.everyBatches(3).isDue(3)).isTrue();
        assertThat(Insight.everyEpoch().isDue(0)).isFalse();
        assertThat(Insight.everyEpoch().isOfEpochs()).isTrue();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> Insight.everyBatches(0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Insight.everyEpoch().bins(513)).isInstanceOf(UsageException.class);
    }
}
