package io.wandb4j.internal.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The JSON of one scalar as UTF-8. */
public final class ValueWriter {
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    private ValueWriter() {}

    public static byte[] scalar(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Double number) {
            return ascii(number(number));
        }
        if (value instanceof Boolean truth) {
            return truth ? TRUE : FALSE;
        }
        if (value instanceof Number whole) {
            return ascii(whole.toString());
        }
        return text(value.toString());
    }

    /** The text of a number, in ASCII. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return DoubleToDecimal.toString(value); // several times as fast as JDK 17's own
    }

    private static byte[] text(String value) {
        return ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
