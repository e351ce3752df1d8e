package io.wandb4j.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a run was started with: hyperparameters, data set, architecture.
 *
 * <p>Values that a sweep handed out are locked: a later write to such a key is ignored with a warning. Safe for use by
 * several threads; every change is sent to the server. */
public final class Config {
    private static final ObjectMapper RECORDS =
            Json.MAPPER.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Object lock = new Object();
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final Set<String> locked;
    private final Consumer<Map<String, @Nullable Object>> onChange;
    private final Consumer<String> warn;
    private volatile @Nullable ConfigArtifacts artifacts;

    Config(
            Map<String, ? extends @Nullable Object> initial,
            Set<String> locked,
            Consumer<Map<String, @Nullable Object>> onChange,
            Consumer<String> warn) {
        initial.forEach((key, value) -> values.put(key, ConfigValues.copy(key, value)));
        this.locked = Set.copyOf(locked);
        this.onChange = onChange;
        this.warn = warn;
    }

    /** The value of a key, null if there is none. */
    public @Nullable Object get(String key) {
        synchronized (lock) {
            return values.get(key);
        }
    }

    public boolean contains(String key) {
        synchronized (lock) {
            return values.containsKey(key);
        }
    }

    /** The value of a key as a number.
     *
     * @throws UsageException if the key is missing or not a number */
    public double getDouble(String key) {
        return number(key).doubleValue();
    }

    /** The value of a key as a whole number; 64.0 counts as 64.
     *
     * @throws UsageException if the key is missing or not a whole number in the range of an int */
    public int getInt(String key) {
        double value = getDouble(key);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new UsageException("config \"" + key + "\" is " + value + ", not a whole number of 32 bits");
        }
        return (int) value;
    }

    /** The value of a key as text.
     *
     * @throws UsageException if the key is missing */
    public String getString(String key) {
        return present(key).toString();
    }

    /** The value of a key as a boolean.
     *
     * @throws UsageException if the key is missing or not a boolean */
    public boolean getBoolean(String key) {
        if (present(key) instanceof Boolean value) {
            return value;
        }
        throw new UsageException("config \"" + key + "\" is " + get(key) + ", not true or false");
    }

    /** The config as a record (or bean) whose components are named like the keys; other keys are left out.
     *
     * @throws UsageException if a value does not fit its component */
    public <T> T as(Class<T> type) {
        try {
            return RECORDS.convertValue(toMap(), type);
        } catch (IllegalArgumentException e) {
            throw new UsageException("config " + toMap() + " does not fit " + type.getSimpleName(), e);
        }
    }

    /** Sets a key, new or old. Nested maps are merged into what is there. */
    public Config set(String key, @Nullable Object value) {
        return setAll(Collections.singletonMap(requireNonNull(key, "key"), value));
    }

    /** Sets several keys at once.
     *
     * <p>A version of an artifact, or a text such as {@code wandb-artifact://entity/project/name:alias}, is used by the run. */
    public Config setAll(Map<String, ? extends @Nullable Object> update) {
        return take(withArtifacts(update), false);
    }

    /** Sets only those keys that have no value yet: what the user or a sweep said stands. */
    public Config setDefaults(Map<String, ? extends @Nullable Object> defaults) {
        Map<String, @Nullable Object> missing = new LinkedHashMap<>(defaults);
        synchronized (lock) {
            missing.keySet().removeAll(values.keySet());
        }
        return take(withArtifacts(missing), true);
    }

    /** A copy of all keys and values. */
    public Map<String, @Nullable Object> toMap() {
        synchronized (lock) {
            return new LinkedHashMap<>(values);
        }
    }

    /** Uses the artifacts that are named here, now and later. */
    void useArtifacts(ConfigArtifacts how) {
        artifacts = how;
        Map<String, @Nullable Object> all = toMap();
        if (ConfigArtifacts.anyIn(all)) {
            Map<String, @Nullable Object> resolved = how.resolved(all);
            resolved.entrySet().removeIf(entry -> entry.getValue() == all.get(entry.getKey()));
            synchronized (lock) {
                values.putAll(resolved);
                onChange.accept(resolved);
            }
        }
    }

    private Map<String, ? extends @Nullable Object> withArtifacts(Map<String, ? extends @Nullable Object> update) {
        ConfigArtifacts how = artifacts;
        return how == null || !ConfigArtifacts.anyIn(update) ? update : how.resolved(update);
    }

    @Override
    public String toString() {
        return toMap().toString();
    }

    /** Takes values and tells of them in the order in which they were taken. */
    private Config take(Map<String, ? extends @Nullable Object> update, boolean onlyNew) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        synchronized (lock) {
            update.forEach((key, value) -> {
                if (!onlyNew || !values.containsKey(key)) {
                    merge(key, value, changed);
                }
            });
            if (!changed.isEmpty()) {
                onChange.accept(changed);
            }
        }
        return this;
    }

    private void merge(String key, @Nullable Object value, Map<String, @Nullable Object> changed) {
        if (locked.contains(key)) {
            warn.accept("Config item '" + key + "' was locked by 'sweep' (ignored update).");
            return;
        }
        Object merged = ConfigValues.merge(values.get(key), ConfigValues.copy(key, value));
        values.put(key, merged);
        changed.put(key, merged);
    }

    private Number number(String key) {
        if (present(key) instanceof Number number) {
            return number;
        }
        throw new UsageException("config \"" + key + "\" is " + get(key) + ", not a number");
    }

    private Object present(String key) {
        Object value = get(key);
        if (value == null) {
            throw new UsageException("config has no \"" + key + "\"; it has " + toMap().keySet());
        }
        return value;
    }
}
