package io.wandb4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTableTest {
    private static final double[] LOSSES = {0.1, 3, 0.2, Double.NaN, 2, 0.5};

    private int copied;

    @Test
    void choosesTheWorst() {
        Map<String, Object> media = shown(Samples.worst(3));

        assertThat(media).containsOnlyKeys("samples");
        Table table = (Table) media.get("samples");
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.columns())
                .containsExactly("epoch", "row", "input", "truth", "guess", "loss", "score_no", "score_1");
        assertThat(copied).isEqualTo(5); // the first three, then only what is worse than one of them
    }

    @Test
    void choosesTheListed() {
        assertThat(((Table) shown(Samples.rows(4, 1, 99)).get("samples")).size())
                .isEqualTo(2);
        assertThat(copied).isEqualTo(2);
    }

    @Test
    void drawsTheSameRowsEachTime() {
        assertThat(((Table) shown(Samples.random(2)).get("samples")).size()).isEqualTo(2);
        int first = copied;
        copied = 0;
        shown(Samples.random(2));
        assertThat(copied).isEqualTo(first);
    }

    @Test
    void showsPicturesIfToldTheirSize() {
        Map<String, Object> media = shown(Samples.worst(2).asImages(2, 2, 1).withGallery());

        assertThat((List<?>) media.get("examples")).hasSize(2);
    }

    @Test
    void showsColumnsOfOnesOwn() {
        List<String> cells = new ArrayList<>();
        Samples plan = Samples.worst(2).column("how sure", row -> {
            cells.add(row.truth() + row.guess());
            return row.scores()[0];
        });

        assertThat(((Table) shown(plan).get("samples")).columns())
                .containsExactly("epoch", "row", "input", "truth", "guess", "loss", "how sure", "score_no", "score_1");
        assertThat(cells).containsExactly("10", "10");
        assertThatThrownBy(() -> plan.column("how sure", row -> 1)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> plan.column("guess", row -> 1)).isInstanceOf(UsageException.class);
    }

    @Test
    void isEmptyWithoutRows() {
        assertThat(new SampleTable(Samples.worst(2)).media(0, List.of())).isEmpty();
    }

    private Map<String, Object> shown(Samples plan) {
        SampleTable samples = new SampleTable(plan);
        for (double loss : LOSSES) {
            samples.see(loss, () -> {
                copied++;
                float[] input = {0, 0.5f, 1, 0.25f};
                return new SampleRow(input, new long[] {4}, "1", "0", new float[] {0.6f, 0.4f});
            });
        }
        return samples.media(0, List.of("no"));
    }
}
