package io.wandb4j.internal.monitor;

import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of one sample by their names, without the {@code system.} that the protocol puts before them. For one thread. */
public final class Readings {
    private final Map<String, Number> values = new LinkedHashMap<>();

    /** Adds a number; what is none is left out. */
    public void put(String name, double value) {
        if (Double.isFinite(value)) {
            values.put(name, value);
        }
    }

    /** Adds a whole number. */
    public void put(String name, long value) {
        values.put(name, value);
    }

    /** Adds a number of bytes as a number of mebibytes. */
    public void putMebibytes(String name, long bytes) {
        put(name, bytes / (1024.0 * 1024.0));
    }

    Map<String, Number> values() {
        return values;
    }
}
