package io.wandb4j.djl;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Reads what DJL keeps in private fields and has no getter for: optimizers, trackers and their hyperparameters.
 *
 * <p>What cannot be read is absent, never an error: other versions and engines may arrange it differently. */
final class Fields {
    private Fields() {}

    /** The first field that holds such a thing, looked for from the object's class upwards. */
    static <T> Optional<T> ofType(Object owner, Class<T> type) {
        for (Field field : all(owner)) {
            Object value = type.isAssignableFrom(field.getType()) ? read(owner, field) : null;
            if (value != null) {
                return Optional.of(type.cast(value));
            }
        }
        return Optional.empty();
    }

    /** Tells the whole number in a field of this name at any time; zero if there is none. */
    static IntSupplier count(Object owner, String name) {
        for (Field field : all(owner)) {
            if (field.getName().equals(name) && field.getType() == int.class && read(owner, field) != null) {
                return () -> count(owner, field);
            }
        }
        return () -> 0;
    }

    /** The numbers, flags, words and choices in an object's fields, by names in Keras' spelling. */
    static Map<String, Object> facts(Object owner) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Field field : all(owner)) {
            Object value = read(owner, field);
            String name = EvaluatorNames.metric(field.getName());
            if (value instanceof Float number) {
                facts.put(name, Floats.asWritten(number));
            } else if (value instanceof Number || value instanceof Boolean || value instanceof String) {
                facts.put(name, value);
            } else if (value instanceof Enum<?> choice) {
                facts.put(name, choice.name());
            }
        }
        return facts;
    }

    private static List<Field> all(Object owner) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** The whole number in a field that was made accessible. */
    private static int count(Object owner, Field field) {
        try {
            return field.getInt(owner);
        } catch (IllegalAccessException e) {
            return 0;
        }
    }

    private static @Nullable Object read(Object owner, Field field) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return null;
        }
    }
}
