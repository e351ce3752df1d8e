package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SweepReportTest {
    private static final String PAGE = "http://127.0.0.1:8080/local/mnist-mlp-sweep/sweeps/abc";

    @Test
    void namesTheBestRunAndHowToComeBack() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("batch_size", 32);
        config.put("learning_rate", 0.01);
        config.put("_wandb", Map.of());
        SweepReport.Best best = new SweepReport.Best(
                "fond-sweep-2", config, 0.30051, OptionalDouble.of(0.9151), Optional.of("run_x_model:v1"));

        assertThat(new SweepReport("epoch/val_loss", 6, Optional.of(best), PAGE, Optional.of(Path.of("my data")))
                        .lines())
                .containsExactly(
                        "",
                        "Best of 6 runs:       fond-sweep-2",
                        "Config:               batch_size=32, learning_rate=0.01",
                        "epoch/val_loss:       0.3005",
                        "Validation accuracy:  0.9151",
                        "Model artifact:       run_x_model:v1",
                        "Dashboard:            " + PAGE,
                        "To open it again:     ./wandb4j server start --dir \"my data\"");
    }

    @Test
    void pointsOutAMetricThatNoRunLogs() {
        assertThat(new SweepReport("val_loss", 2, Optional.empty(), PAGE, Optional.empty()).lines())
                .containsExactly(
                        "",
                        "None of the 2 runs logged \"val_loss\", the metric of the sweep, so there is no best run."
                                + " Check its name against what the runs log.",
                        "Dashboard:            " + PAGE);
    }
}
