package io.wandb4j.server.sweep;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunLines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a metric that runs logged, read once and then only what is new.
 *
 * <p>What is kept is a copy of what is stored, so nothing is lost with it. Safe for use by several threads.
 */
final class MetricHistories {

    private static final int MOST_RUNS = 10_000;

    private final RunLines lines;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Key, Read> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Read> eldest) {
            return size() > MOST_RUNS;
        }
    };

    MetricHistories(RunLines lines) {
        this.lines = lines;
    }

    /** The metric's finite values in the order logged. */
    List<Double> of(Run run, String metric) {
        Key key = new Key(run.id(), metric);
        Read before = get(key);
        if (before != null && before.lines == run.historyLines()) {
            return before.values;
        }
        // a run that was rewound is read again from the start
        boolean goesOn = before != null && before.lines < run.historyLines();
        List<Double> values = new ArrayList<>(goesOn && before != null ? before.values : List.of());
        values.addAll(lines.numbers(run, metric, goesOn && before != null ? before.lines : 0));
        Read now = new Read(run.historyLines(), Collections.unmodifiableList(values));
        put(key, now);
        return now.values;
    }

    private @Nullable Read get(Key key) {
        synchronized (lock) {
            return known.get(key);
        }
    }

    private void put(Key key, Read read) {
        synchronized (lock) {
            known.put(key, read);
        }
    }

    private record Key(long run, String metric) {}

    private record Read(int lines, List<Double> values) {}
}
