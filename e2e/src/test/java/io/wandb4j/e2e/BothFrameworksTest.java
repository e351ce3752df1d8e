package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.ListenerBuilder;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deeplearning4j, DJL and the client in one process, each with its own wish for JNA and native libraries. */
class BothFrameworksTest {
    private static final int EPOCHS = 3;

    @TempDir
    Path dir;

    @Test
    void trainSideBySideWithARunEach() throws Exception {
        float[] dl4j = new Dl4jListenerTest().train(EPOCHS);
        float[] djl = new DjlListenerTest().train(EPOCHS);

        CompletableFuture<float[]> first = CompletableFuture.supplyAsync(() -> tracked(new Dl4jListenerTest()));
        CompletableFuture<float[]> second = CompletableFuture.supplyAsync(() -> tracked(new DjlListenerTest()));

        assertThat(first.get()).isEqualTo(dl4j);
        assertThat(second.get()).isEqualTo(djl);
    }

    private float[] tracked(TrainingListenerContract framework) {
        try (Run run = Wandb.init(Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .silent(true)
                .build())) {
            float[] parameters = framework.train(EPOCHS, run, ListenerBuilder::everyBatch);
            assertThat(RunLog.of(run).rowsWith("epoch/epoch")).hasSize(EPOCHS);
            return parameters;
        }
    }
}
