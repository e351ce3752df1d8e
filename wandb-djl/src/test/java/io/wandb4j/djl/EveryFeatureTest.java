package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.EasyTrain;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.Samples;
import io.wandb4j.training.Checkpoints;
import io.wandb4j.training.insight.Insight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a listener can do, all at once. */
class EveryFeatureTest {
    private static final int BATCHES = Integer.getInteger("wandb4j.soak.djl.batches", 300);
    private static final long MEGABYTE = 1 << 20;
    private static final int QUARTERS = 4;
    private static final long GROWTH =
            40 * MEGABYTE; // a gradient left behind per batch makes 48 MB in a quarter of 2,000

    @RegisterExtension
    final ListenerRun logged = new ListenerRun();

    static Stream<Arguments> blocks() {
        return Stream.of(
                Arguments.of("dense", (Supplier<Block>) Trainings::dense),
                Arguments.of("convolution with dropout", (Supplier<Block>) Trainings::convolution));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void changesNoParameterByABit(String name, Supplier<Block> block) throws Exception {
        List<float[]> plain = Trainings.train(block.get(), Trainings.config(), Trainings.fit(2));
        try (NDManager manager = NDManager.newBaseManager()) {
            WandbTrainingListener listener = everything()
                    .save(Checkpoints.everyEpoch().everyBatches(2))
                    .validateOn(Trainings.rows(manager, 20, 1))
                    .build();

            assertThat(Trainings.train(block.get(), Trainings.config(listener), Trainings.fit(2)))
                    .usingRecursiveComparison()
                    .isEqualTo(plain);
        }
        assertThat(logged.summary())
                .containsKeys("epoch/val_loss", "gradients/norm", "evaluation/samples", "pace/rows_per_second");
        assertThat(logged.models()).hasSize(3);
    }

    /** What batches leave behind shows in every quarter; what caches and the heap take by chance, in some. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryStaysFlat() throws Exception {
        List<Integer> arrays = new ArrayList<>();
        List<Long> resident = new ArrayList<>();
        Trainings.train(Trainings.wide(), Trainings.config(everything().build()), trainer -> {
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    EasyTrain.fit(
                            trainer,
                            1,
                            Trainings.rows(manager, BATCHES / QUARTERS * 8, 1),
                            Trainings.rows(manager, 64, 2));
                }
                arrays.add(trainer.getModel().getNDManager().getManagedArrays().size()
                        + trainer.getManager().getManagedArrays().size());
                resident.add(leastResident());
            }
        });
        System.out.println("DJL, " + BATCHES + " batches with everything: " + arrays + " arrays, resident MB "
                + resident.stream().map(bytes -> bytes / MEGABYTE).toList());

        assertThat(arrays).containsOnly(arrays.get(0));
        assertThat(IntStream.range(1, QUARTERS).mapToLong(i -> resident.get(i) - resident.get(i - 1)))
                .anyMatch(growth -> growth < GROWTH);
    }

    private WandbTrainingListener.Builder everything() {
        return WandbTrainingListener.builder(logged.run())
                .everyBatch()
                .saveEveryEpoch()
                .stopWhenAsked()
                .evaluate(EvaluationPlan.everyEpoch()
                        .top(2)
                        .charts()
                        .samples(Samples.worst(5).asImages(4, 4, 1).withGallery()))
                .insight(Insight.everyBatches(1).everything());
    }

    /** Of several readings, as dead arrays go only with the second collection, and the heap shrinks bit by bit. */
    private static long leastResident() throws IOException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, resident());
        }
        return least;
    }

    private static long resident() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]) * 4096;
    }
}
