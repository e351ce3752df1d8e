package io.wandb4j.examples;

import io.wandb4j.Wandb;
import io.wandb4j.settings.Settings;
import java.util.Map;
import java.util.Random;

/** The first run: say what you try, then log how it goes. Nothing is trained here, the numbers are made up. */
public final class FirstRun {
    private FirstRun() {}

    public static void main(String[] args) throws Exception {
        try (Backend backend = Backend.open()) {
            Settings settings = backend.settings().toBuilder()
                    .project("my-awesome-project")
                    .config("learning_rate", 0.01)
                    .config("epochs", 10)
                    .build();
            Wandb.run(settings, run -> {
                Random random = new Random();
                double offset = random.nextDouble() / 5;
                for (int epoch = 1; epoch <= run.config().getInt("epochs"); epoch++) {
                    double noise = random.nextDouble() / (epoch + 1);
                    double loss = Math.pow(2, -epoch - 1) + noise + offset;
                    double accuracy = 1 - loss;
                    run.log(Map.of("acc", accuracy, "loss", loss));
                }
            });
        }
    }
}
