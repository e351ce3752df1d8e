package io.wandb4j.e2e;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Settings;
import java.util.Map;

/** A run as short as runs get, for the lines that the terminal shows: the twin of {@code terminal_lines.py}. */
final class ShortRun {
    private ShortRun() {}

    /** @param args {@code end} or {@code throw} */
    public static void main(String[] args) {
        Run run = Wandb.init(Settings.builder().project("terminal").build());
        for (int i = 0; i < 3; i++) {
            run.log(Map.of("acc", i / 4.0, "big", 1e6, "name", "x".repeat(30), "ok", true, "nested", Map.of("a", 1)));
        }
        if (args[0].equals("throw")) {
            throw new IllegalStateException("boom");
        }
        run.finish();
    }
}
