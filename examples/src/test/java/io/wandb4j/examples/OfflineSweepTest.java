package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineSweepTest {
    @TempDir
    Path dir;

    @Test
    void triesTwentyTimesWithNoServer() throws Exception {
        ExampleProcess ended = ExampleProcess.run(dir, OfflineSweep.class);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("Create sweep with ID: ").doesNotContain("WARNING");
        assertThat(ended.out()).contains("20 runs, ").contains("loss", "learning_rate", "batch_size");
        assertThat(ended.out().lines()).as("head and the five best").hasSize(7);
    }
}
