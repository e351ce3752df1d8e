package io.wandb4j.internal.record;

import io.wandb4j.internal.json.Json;
import io.wandb4j.media.LoggedValue;
import io.wandb4j.media.ValueAdapter;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Turns what a caller logs into values that nobody can change any more.
 *
 * <p>The result is a Long, BigInteger, Double, Boolean, String or {@link RawJson}; maps at the top of a row are left to
 * {@link Row}, which merges them. */
final class LogValues {
    private static final List<ValueAdapter> ADAPTERS =
            ServiceLoader.load(ValueAdapter.class, LogValues.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private static final int DEEPEST = 100;

    private LogValues() {}

    /** The frozen form of a value.
     *
     * @throws UnloggableException if no JSON can stand for it */
    static Object freeze(Object value) {
        if (value instanceof Number number) {
            return plainNumber(number);
        }
        Object plain = plain(value, 0);
        return plain instanceof List || plain instanceof Map ? new RawJson(Json.write(plain)) : plain;
    }

    /** The value as what Jackson writes as it is: scalars, lists and maps of our own. */
    private static Object plain(Object value, int depth) {
        if (value instanceof Number number) {
            return plainNumber(number);
        }
        if (value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof CharSequence
                || value instanceof Enum<?>
                || value instanceof Character
                || value instanceof Temporal
                || value instanceof Path) { // which would be a list of paths, each a list of itself
            return value.toString();
        }
        return plainStructure(value, depth + 1);
    }

    private static Number plainNumber(Number number) {
        if (number instanceof Double || number instanceof Long || number instanceof BigInteger) {
            return number;
        }
        if (number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof AtomicInteger
                || number instanceof AtomicLong) {
            return number.longValue();
        }
        return number instanceof BigDecimal whole && whole.scale() <= 0 ? whole.toBigInteger() : number.doubleValue();
    }

    private static Object plainStructure(Object value, int depth) {
        if (depth > DEEPEST) {
            throw new UnloggableException(
                    "values nested more than " + DEEPEST + " deep cannot be logged; does one contain itself?");
        }
        if (value instanceof LoggedValue logged) {
            return logged.toJson();
        }
        if (value instanceof Map<?, ?> map) {
            return plainMap(map, depth);
        }
        if (value.getClass().isArray()) {
            return plainArray(value, depth);
        }
        Object adapted = adapted(value);
        if (adapted != null) {
            return plain(adapted, depth);
        }
        if (value instanceof Iterable<?> items) {
            return plainList(items, depth);
        }
        throw new UnloggableException("values of type " + value.getClass().getName() + " cannot be logged");
    }

    private static @Nullable Object adapted(Object value) {
        for (ValueAdapter adapter : ADAPTERS) {
            Object adapted = adapter.adapt(value);
            if (adapted != null) {
                return adapted;
            }
        }
        return null;
    }

    private static List<@Nullable Object> plainList(Iterable<?> items, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object item : items) {
            list.add(item == null ? null : plain(item, depth));
        }
        return list;
    }

    private static List<@Nullable Object> plainArray(Object array, int depth) {
        int length = Array.getLength(array);
        List<@Nullable Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            Object item = Array.get(array, i);
            list.add(item == null ? null : plain(item, depth));
        }
        return list;
    }

    private static Map<String, @Nullable Object> plainMap(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), item == null ? null : plain(item, depth)));
        return copy;
    }
}
