package io.wandb4j.run;

import io.wandb4j.internal.terminal.RunReport;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.NumberRow;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history of a run for many threads: one call at a time is recorded, in the order of the calls.
 *
 * <p>Media are kept before that, by each thread for itself: nobody waits for the disk of another. */
final class History {
    private final BriefLock lock = new BriefLock();

    private final RowRecorder rows; // used under the lock only

    private final MediaFolder media;

    History(RowRecorder rows, MediaFolder media) {
        this.rows = rows;
        this.media = media;
    }

    void log(Map<?, ?> data, @Nullable Long step, @Nullable Boolean commit) {
        Map<?, ?> values = data;
        if (MediaValues.holdsMedia(data)) {
            if (isPast(step)) {
                return;
            }
            values = MediaValues.replaced(data, media, step(), rows::warnSkipped);
        }
        lock.lock();
        try {
            rows.log(values, step, commit);
        } finally {
            lock.unlock();
        }
    }

    void log(NumberRow numbers) {
        lock.lock();
        try {
            rows.log(numbers);
        } finally {
            lock.unlock();
        }
    }

    /** Closes a row that is still open; what is logged after that is lost, and told. */
    void end() {
        lock.lock();
        try {
            rows.end();
        } finally {
            lock.unlock();
        }
    }

    long step() {
        lock.lock();
        try {
            return rows.step();
        } finally {
            lock.unlock();
        }
    }

    void define(MetricDefinition metric) {
        lock.lock();
        try {
            rows.define(metric);
        } finally {
            lock.unlock();
        }
    }

    void setSummary(String key, @Nullable Object value) {
        Map<?, ?> data = Collections.singletonMap(key, value);
        Map<?, ?> values =
                MediaValues.holdsMedia(data) ? MediaValues.replaced(data, media, "summary", rows::warnSkipped) : data;
        lock.lock();
        try {
            rows.setSummary(key, values);
        } finally {
            lock.unlock();
        }
    }

    Map<String, @Nullable Object> summary() {
        lock.lock();
        try {
            return rows.summary();
        } finally {
            lock.unlock();
        }
    }

    private boolean isPast(@Nullable Long step) {
        lock.lock();
        try {
            return rows.isPast(step);
        } finally {
            lock.unlock();
        }
    }

    /** The lines that show how the metrics went. */
    List<String> report() {
        lock.lock();
        try {
            return RunReport.history(rows.sample());
        } finally {
            lock.unlock();
        }
    }
}
