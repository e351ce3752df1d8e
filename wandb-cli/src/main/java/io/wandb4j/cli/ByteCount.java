package io.wandb4j.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as people write it: {@code 500}, {@code 10MB}, {@code 2.5GiB}.
 *
 * @param bytes the number */
record ByteCount(long bytes) {
    private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) *([KMGTP]?)(I?)B?");
    private static final String UNITS = "KMGTP";

    static ByteCount parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()
                || (matcher.group(2).isEmpty() && !matcher.group(3).isEmpty())) {
            throw new TypeConversionException("'" + text + "' must be a number of bytes, such as 500MB or 10GB");
        }
        long unit = matcher.group(3).isEmpty() ? 1000 : 1024;
        BigDecimal bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit)
                        .pow(matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new TypeConversionException("'" + text + "' is more bytes than there are");
        }
        return new ByteCount(bytes.longValue());
    }

    /** A number of bytes for people. */
    static String show(long bytes) {
        double value = bytes;
        for (String unit : List.of("B", "KB", "MB", "GB")) {
            if (value < 1000) {
                return String.format(Locale.ROOT, unit.equals("B") ? "%.0f%s" : "%.1f%s", value, unit);
            }
            value /= 1000;
        }
        return String.format(Locale.ROOT, "%.1fTB", value);
    }

    /** Reads an argument. */
    static final class Converter implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(String text) {
            return parse(text);
        }
    }
}
