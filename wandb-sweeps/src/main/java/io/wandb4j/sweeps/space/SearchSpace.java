package io.wandb4j.sweeps.space;

import io.wandb4j.sweeps.config.Parameter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as a search space: each component is a parameter, each configuration an instance.
 *
 * <pre>{@code
 * record HyperParams(
 *         @Range(min = 1e-4, max = 1e-1, log = true) double learningRate,
 *         @OneOf({"32", "64", "128"}) int batchSize,
 *         Optimizer optimizer) {}           // an enum: all its constants
 * }</pre>
 *
 * <p>A component of a record type is a group of parameters; a boolean is tried both ways. */
public final class SearchSpace<T extends Record> {
    private final Constructor<T> constructor;
    private final List<Component> components;

    private SearchSpace(Constructor<T> constructor, List<Component> components) {
        this.constructor = constructor;
        this.components = components;
    }

    /** The space of a record type.
     *
     * @throws IllegalArgumentException if components do not say what their values are; it names all of them */
    public static <T extends Record> SearchSpace<T> of(Class<T> type) {
        List<Component> components = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            try {
                components.add(Component.of(component));
            } catch (IllegalArgumentException e) {
                problems.add(type.getSimpleName() + "." + component.getName() + " " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new SearchSpace<>(constructor(type), components);
    }

    /** The parameters by name, in the order of the components; for a sweep's configuration. */
    public Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        components.forEach(component -> parameters.put(component.name(), component.parameter()));
        return parameters;
    }

    /** The record that holds the values of a run; keys that are not its components do not matter.
     *
     * @throws IllegalArgumentException if a value is missing or of another type; it names all of them */
    public T read(Map<String, ? extends @Nullable Object> values) {
        List<String> problems = new ArrayList<>();
        Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            Component component = components.get(i);
            try {
                arguments[i] = component.read(values.get(component.name()));
            } catch (IllegalArgumentException e) {
                problems.add(component.name() + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return create(arguments);
    }

    private T create(Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    constructor.getDeclaringClass().getSimpleName() + " refuses " + Arrays.toString(arguments) + ": "
                            + e.getCause(),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "cannot make a " + constructor.getDeclaringClass().getName(), e);
        }
    }

    private static <T extends Record> Constructor<T> constructor(Class<T> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true); // the record may be private to the class that trains
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has no canonical constructor", e);
        }
    }
}
