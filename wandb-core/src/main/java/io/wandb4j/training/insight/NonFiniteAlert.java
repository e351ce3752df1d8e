package io.wandb4j.training.insight;

import io.wandb4j.run.AlertLevel;
import io.wandb4j.run.Run;
import java.time.Duration;

/** Raises an alert when numbers inside a training cease to be finite; once. */
public final class NonFiniteAlert {
    private final Run run;
    private boolean raised;

    /** An alert that has not been raised. */
    public NonFiniteAlert(Run run) {
        this.run = run;
    }

    /** Looks at a row; if it has such numbers, says where. */
    public void see(InsightRow row, String where) {
        if (!raised && !row.nonFinite().isEmpty()) {
            raised = true;
            run.alert(
                    "Training diverges",
                    "Not finite in " + where + ": " + row.nonFinite(),
                    AlertLevel.ERROR,
                    Duration.ZERO);
        }
    }
}
