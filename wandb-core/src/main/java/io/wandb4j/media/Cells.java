package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Nesting;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of the cells of tables, made of few types. */
final class Cells {
    private static final int LONGEST = 64 << 20;

    private Cells() {}

    /** A number, boolean, text, time, medium, or a list or map of such.
     *
     * @throws UsageException if it is none of these, or too long */
    static @Nullable Object copy(@Nullable Object value) {
        return copy(value, 0);
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof CharSequence || value instanceof Enum<?> || value instanceof Character) {
            return text(value);
        }
        if (value instanceof Media media) {
            if (media.cellType() == null) {
                throw new UsageException(
                        "a table cannot hold " + media.getClass().getSimpleName() + " of this kind");
            }
            return media;
        }
        Object time = time(value);
        return time != null ? time : structure(value, depth + 1);
    }

    private static Number number(Number number) {
        if (number instanceof Double || number instanceof Long || number instanceof BigInteger) {
            return number;
        }
        if (number instanceof Float || number instanceof BigDecimal) {
            return number.doubleValue();
        }
        boolean whole = number.doubleValue() == number.longValue();
        return whole ? (Number) number.longValue() : (Number) number.doubleValue();
    }

    private static String text(Object value) {
        if (value instanceof CharSequence text && text.length() > LONGEST) { // seen before it is copied
            throw tooLong("characters", text.length());
        }
        return value.toString();
    }

    private static UsageException tooLong(String what, int length) {
        return new UsageException("a cell of a table holds at most " + LONGEST + " " + what + ", not " + length
                + "; log such a value as an artifact");
    }

    private static @Nullable Object time(Object value) {
        if (value instanceof Instant || value instanceof LocalDate || value instanceof LocalDateTime) {
            return value;
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        return value instanceof Date date ? Instant.ofEpochMilli(date.getTime()) : null;
    }

    private static Object structure(Object value, int depth) {
        if (depth > Nesting.DEEPEST) {
            throw new UsageException(
                    "a cell of a table is nested at most " + Nesting.DEEPEST + " deep; does it contain itself?");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), copy(item, depth)));
            return Collections.unmodifiableMap(copy);
        }
        List<@Nullable Object> items = new ArrayList<>();
        if (value instanceof Iterable<?> iterable) {
            iterable.forEach(item -> items.add(copy(item, depth)));
        } else if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            if (length > LONGEST) {
                throw tooLong("items", length);
            }
            for (int i = 0; i < length; i++) {
                items.add(copy(Array.get(value, i), depth));
            }
        } else {
            throw new UsageException("a table cannot hold a value of type "
                    + value.getClass().getName() + "; give a number, boolean, text, time, medium, list or map");
        }
        return Collections.unmodifiableList(items);
    }
}
