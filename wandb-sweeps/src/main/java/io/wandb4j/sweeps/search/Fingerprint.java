package io.wandb4j.sweeps.search;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns values into something that is equal when they mean the same, whoever wrote them down.
 *
 * <p>3.0 means the same as 3: on the way through a server a float without fraction loses its point. */
final class Fingerprint {
    /** For a parameter that never tells two points apart. */
    static final Fingerprint ANY = new Fingerprint(Set.of());

    private final Set<String> knownKeys;

    private Fingerprint(Set<String> knownKeys) {
        this.knownKeys = knownKeys;
    }

    /** For values of a parameter: where they are maps, keys that none of them has do not count. */
    static Fingerprint among(List<?> values) {
        Set<String> keys = new HashSet<>();
        // a range of numbers may be long and holds no map
        for (Object value : values.isEmpty() || values.get(0) instanceof Number ? List.of() : values) {
            if (value instanceof Map<?, ?> map) {
                map.keySet().forEach(key -> keys.add(String.valueOf(key)));
            }
        }
        return new Fingerprint(keys);
    }

    Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map && !knownKeys.isEmpty()) {
            Map<Object, Object> known = new HashMap<>(map);
            known.keySet().removeIf(key -> !knownKeys.contains(String.valueOf(key)));
            return normal(known);
        }
        return normal(value);
    }

    private static Object normal(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> normal = new HashMap<>();
            map.forEach((key, inner) -> normal.put(String.valueOf(key), normal(inner)));
            return normal;
        }
        if (value instanceof List<?> list) {
            List<Object> normal = new ArrayList<>(list.size());
            list.forEach(inner -> normal.add(normal(inner)));
            return normal;
        }
        return value instanceof Number number ? normalNumber(number) : Optional.ofNullable(value);
    }

    private static Object normalNumber(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return BigDecimal.valueOf(number.longValue()).stripTrailingZeros();
        }
        if (number instanceof BigInteger big) {
            return new BigDecimal(big).stripTrailingZeros();
        }
        double value = number.doubleValue();
        return Double.isFinite(value) ? new BigDecimal(value).stripTrailingZeros() : (Object) value;
    }
}
