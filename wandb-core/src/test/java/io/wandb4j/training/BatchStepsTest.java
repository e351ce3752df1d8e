package io.wandb4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchStepsTest {
    @Test
    void risesByNFromRowToRowAsInKeras() {
        assertThat(rows(new BatchSteps(2, 0))).containsExactly(0L, 2L, 4L, 6L, 8L, 10L);
    }

    @Test
    void beginsWhereItIsTold() {
        assertThat(rows(new BatchSteps(1, 100))).startsWith(100L, 101L).hasSize(10);
    }

    @Test
    void placesBatchesThatAreNoRows() {
        BatchSteps steps = new BatchSteps(0, 0);

        assertThat(IntStream.range(0, 3).mapToObj(i -> steps.next()))
                .extracting(BatchSteps.Batch::step, BatchSteps.Batch::isRow)
                .allSatisfy(tuple -> assertThat(tuple.toList()).contains(false))
                .hasSize(3);
        steps.startEpoch();
        assertThat(steps.next()).isEqualTo(new BatchSteps.Batch(0, 3, false));
    }

    @Test
    void mindsNoEpochThatBeginsTwice() {
        BatchSteps steps = new BatchSteps(1, 0);
        steps.next();
        steps.startEpoch();
        steps.startEpoch();

        assertThat(steps.next().step()).isEqualTo(1);
    }

    private static List<Long> rows(BatchSteps steps) {
        List<Long> rows = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            steps.startEpoch();
            for (int batch = 0; batch < 5; batch++) {
                BatchSteps.Batch next = steps.next();
                if (next.isRow()) {
                    rows.add(next.step());
                }
            }
        }
        return rows;
    }
}
