package io.wandb4j.dl4j;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;

/** A run that keeps all that it has in a folder. */
final class OfflineRun {
    private OfflineRun() {}

    static Run in(Path folder) {
        return Wandb.init(Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(folder)
                .dataDir(folder.resolve("data"))
                .silent(true)
                .build());
    }
}
