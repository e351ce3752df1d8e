package io.wandb4j.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value per metric: what stands for the whole run.
 *
 * <p>Follows what is logged (the last value, or what a {@link MetricDefinition} says) until a key is set here. Safe for use
 * by several threads. */
public final class Summary {
    private final Run run;

    Summary(Run run) {
        this.run = run;
    }

    /** The value of a key, null if there is none. */
    public @Nullable Object get(String key) {
        return toMap().get(key);
    }

    /** Sets a key, whatever was or will be tracked for it before. */
    public Summary set(String key, @Nullable Object value) {
        run.setSummary(key, value);
        return this;
    }

    /** Sets several keys. */
    public Summary setAll(Map<String, ? extends @Nullable Object> values) {
        values.forEach(this::set);
        return this;
    }

    /** A copy of all keys and values. */
    public Map<String, @Nullable Object> toMap() {
        return run.summaryMap();
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
