package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstSweepTest {
    @TempDir
    Path dir;

    @Test
    void triesTenTimesWithNoAccount() throws Exception {
        ExampleProcess ended = ExampleProcess.run(dir, FirstSweep.class);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("Create sweep with ID: ");
        assertThat(ended.err().lines().filter(line -> line.contains("Agent Starting Run: ")))
                .hasSize(10);
        assertThat(ended.err()).contains("10 finished, 0 failed, 0 stopped").doesNotContain("WARNING");
        assertThat(ended.out()).contains("10 runs finished").contains("/my-first-sweep/sweeps/");
    }
}
