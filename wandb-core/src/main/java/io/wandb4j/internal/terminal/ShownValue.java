package io.wandb4j.internal.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** A value of a summary as the official client, a Python program, shows it. */
final class ShownValue {
    private static final int LONGEST_TEXT = 20;
    private static final int DECIMALS = 5;
    private static final double WRITTEN_AS_INTEGER = 1e6;

    private ShownValue() {}

    static String of(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof Double || value instanceof Float) {
            return number(((Number) value).doubleValue());
        }
        String text = value.toString();
        return value instanceof String && text.length() >= LONGEST_TEXT
                ? text.substring(0, LONGEST_TEXT) + "..."
                : text;
    }

    private static String number(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        if (number == Math.rint(number) && Math.abs(number) < WRITTEN_AS_INTEGER) {
            return String.valueOf((long) number);
        }
        BigDecimal rounded = new BigDecimal(number)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() == 0) {
            return number < 0 ? "-0.0" : "0.0";
        }
        if (exponent < -4 || exponent >= 16) {
            return scientific(new BigDecimal(String.valueOf(rounded.doubleValue())).stripTrailingZeros());
        }
        String plain = rounded.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private static String scientific(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        String digits = number.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return digits + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
