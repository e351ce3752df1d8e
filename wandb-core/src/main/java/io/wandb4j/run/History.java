package io.wandb4j.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.internal.terminal.RunReport;
import io.wandb4j.metric.MetricDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history of a run for many threads: one call at a time is recorded, in the order of the calls. */
final class History {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final RowRecorder rows;

    History(RowRecorder rows) {
        this.rows = rows;
    }

    void log(Map<?, ?> data, @Nullable Long step, @Nullable Boolean commit) {
        synchronized (lock) {
            rows.log(data, step, commit);
        }
    }

    /** Closes a row that is still open. */
    void flush() {
        synchronized (lock) {
            rows.closeRow();
        }
    }

    long step() {
        synchronized (lock) {
            return rows.step();
        }
    }

    void define(MetricDefinition metric) {
        synchronized (lock) {
            rows.define(metric);
        }
    }

    void setSummary(String key, @Nullable Object value) {
        synchronized (lock) {
            rows.setSummary(key, value);
        }
    }

    Map<String, @Nullable Object> summary() {
        synchronized (lock) {
            return rows.summary();
        }
    }

    /** The lines that show how the metrics went. */
    List<String> report() {
        synchronized (lock) {
            return RunReport.history(rows.sample());
        }
    }
}
