package io.wandb4j.e2e;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.ListenerBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A training in whose middle the run's log cannot grow any more, for a process whose files may not exceed a size.
 *
 * <p>Arguments: the test of the framework, a folder, the size in bytes. */
final class DiskFullTraining {
    private static final int EPOCHS = 2;
    private static final int ROOM = 1500; // for the first rows of the training

    private DiskFullTraining() {}

    public static void main(String[] arguments) throws Exception {
        TrainingListenerContract framework = Class.forName(arguments[0])
                .asSubclass(TrainingListenerContract.class)
                .getDeclaredConstructor()
                .newInstance();
        long limit = Long.parseLong(arguments[2]);
        float[] tracked;
        try (Run run = Wandb.init(Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(Path.of(arguments[1]))
                .dataDir(Path.of(arguments[1]))
                .build())) {
            while (Files.size(RunLog.file(run)) < limit - ROOM) {
                run.log(Map.of("filler", "x".repeat(200)));
            }
            tracked = framework.train(EPOCHS, run, ListenerBuilder::everyBatch);
        }
        System.out.println(Arrays.equals(tracked, framework.train(EPOCHS)) ? "same parameters" : "other parameters");
    }
}
