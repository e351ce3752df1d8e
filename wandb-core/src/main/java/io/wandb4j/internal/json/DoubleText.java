package io.wandb4j.internal.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

/** Writes doubles as the shortest text that reads back the same, in the form of {@link Double#toString(double)}.
 *
 * <p>The Schubfach algorithm of Raffaello Giulietti, straight into a buffer: half of what logging a row computes is the text
 * of its numbers, and the JDK's own (before 19) and Jackson's make several objects for each. Keeps a table of powers, filled
 * as they are met. Not safe for several threads. */
public final class DoubleText {
    /** No text is longer, nor are the bytes behind it that may be written over. */
    public static final int LONGEST = 26;

    private static final int MIN_K = -324;
    private static final int MAX_K = 292;
    private static final int MIN_Q = -1074; // the exponent of the least significant bit of the smallest double
    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final long LOW_63 = Long.MAX_VALUE;
    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final short[] PAIRS = pairs();
    private static final long[] POWERS =
            LongStream.iterate(1, power -> power * 10).limit(19).toArray();

    private final long[] powers = new long[2 * (MAX_K - MIN_K + 1)]; // the high and the low half of each

    /** Writes a number into a buffer that has room for {@link #LONGEST} bytes; where the text ends. */
    public int write(double value, byte[] out, int start) {
        if (!Double.isFinite(value)) {
            return ascii(Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity", out, start);
        }
        int at = start;
        if (Double.doubleToRawLongBits(value) < 0) {
            out[at++] = '-';
        }
        long bits = Double.doubleToRawLongBits(value) & LOW_63;
        if (bits == 0) {
            return ascii("0.0", out, at);
        }
        int exponent = (int) (bits >>> FRACTION_BITS);
        long fraction = bits & (HIDDEN_BIT - 1);
        return exponent == 0
                ? decimal(MIN_Q, fraction, out, at)
                : decimal(MIN_Q + exponent - 1, fraction | HIDDEN_BIT, out, at);
    }

    /** The text of c times two to the power of q. */
    private int decimal(int q, long c, byte[] out, int at) {
        if (q <= 0 && q > -FRACTION_BITS - 1 && c >>> -q << -q == c) {
            return text(c >>> -q, 0, out, at); // a whole number
        }
        boolean regular = c != HIDDEN_BIT || q == MIN_Q; // else the number below is nearer than the one above
        int k = regular ? floorLog10Pow2(q) : floorLog10ThreeQuartersPow2(q);
        int shift = q + floorLog2Pow10(-k) + 2;
        int power = power(k);
        long g1 = powers[power];
        long g0 = powers[power + 1];
        long middle = roundToOdd(g1, g0, (c << 2) << shift);
        long lower = roundToOdd(g1, g0, ((c << 2) - (regular ? 2 : 1)) << shift) + (c & 1);
        long upper = roundToOdd(g1, g0, ((c << 2) + 2) << shift) - (c & 1);
        return text(nearest(middle, lower, upper), k, out, at);
    }

    /** The number of the fewest digits between the bounds (all in quarters), the nearest to the middle among them. */
    private static long nearest(long middle, long lower, long upper) {
        long below = middle >> 2;
        if (below >= 100) {
            long tensBelow = below / 10 * 10;
            boolean belowFits = lower <= tensBelow << 2;
            boolean aboveFits = (tensBelow + 10) << 2 <= upper;
            if (belowFits != aboveFits) {
                return belowFits ? tensBelow : tensBelow + 10;
            }
        }
        boolean belowFits = lower <= below << 2;
        boolean aboveFits = (below + 1) << 2 <= upper;
        if (belowFits != aboveFits) {
            return belowFits ? below : below + 1;
        }
        long sign = middle - ((2 * below + 1) << 1);
        return sign < 0 || (sign == 0 && (below & 1) == 0) ? below : below + 1;
    }

    private static long roundToOdd(long g1, long g0, long scaled) {
        long x1 = Math.multiplyHigh(g0, scaled);
        long y0 = g1 * scaled;
        long y1 = Math.multiplyHigh(g1, scaled);
        long z = (y0 >>> 1) + x1;
        return (y1 + (z >>> 63)) | ((z & LOW_63) + LOW_63 >>> 63);
    }

    /** Writes digits times ten to the power of k. */
    private static int text(long number, int k, byte[] out, int start) {
        long digits = number;
        int power = k;
        while (digits % 10 == 0) {
            digits /= 10;
            power++;
        }
        int count = countDigits(digits);
        int point = count + power; // behind so many digits stands the point
        if (point > 7 || point <= -3) {
            int end = fraction(digits, count, 1, out, start);
            out[end++] = 'E';
            return whole(point - 1, out, end);
        }
        if (point > 0) {
            return fraction(digits, count, point, out, start);
        }
        int at = start;
        out[at++] = '0';
        out[at++] = '.';
        for (int i = point; i < 0; i++) {
            out[at++] = '0';
        }
        digits(digits, at + count, out);
        return at + count;
    }

    /** Writes digits with a point behind the first few of them. */
    private static int fraction(long digits, int count, int point, byte[] out, int start) {
        if (count <= point) {
            int at = start + count;
            digits(digits, at, out);
            while (at < start + point) {
                out[at++] = '0';
            }
            return ascii(".0", out, at);
        }
        digits(digits, start + count + 1, out);
        for (int i = start; i < start + point; i++) { // mostly one
            out[i] = out[i + 1];
        }
        out[start + point] = '.';
        return start + count + 1;
    }

    /** Writes a whole number; where it ends. */
    public static int whole(long value, byte[] out, int start) {
        if (value == Long.MIN_VALUE) {
            return ascii("-9223372036854775808", out, start);
        }
        int at = start;
        if (value < 0) {
            out[at++] = '-';
        }
        int end = at + countDigits(Math.abs(value));
        digits(Math.abs(value), end, out);
        return end;
    }

    private static int countDigits(long value) {
        int guess = (Long.SIZE - Long.numberOfLeadingZeros(value | 1)) * 1233 >> 12; // times log10(2)
        return guess < POWERS.length && value < POWERS[guess] ? Math.max(guess, 1) : guess + 1;
    }

    /** Writes digits so that they end before a place. */
    private static void digits(long value, int end, byte[] out) {
        long rest = value;
        int at = end;
        while (rest > Integer.MAX_VALUE) { // eight digits at a time, since whole ints divide faster
            eight((int) (rest % 100_000_000), at, out);
            rest /= 100_000_000;
            at -= 8;
        }
        int few = (int) rest;
        while (few >= 10) {
            pair(few % 100, at, out);
            few /= 100;
            at -= 2;
        }
        if (few > 0 || at == end) {
            out[at - 1] = (byte) ('0' + few);
        }
    }

    /** Halves first: the processor divides the two at once. */
    private static void eight(int value, int end, byte[] out) {
        int left = value / 10_000;
        int right = value % 10_000;
        pair(left / 100, end - 6, out);
        pair(left % 100, end - 4, out);
        pair(right / 100, end - 2, out);
        pair(right % 100, end, out);
    }

    private static void pair(int value, int end, byte[] out) {
        PAIR.set(out, end - 2, PAIRS[value]);
    }

    private static int ascii(String text, byte[] out, int start) {
        for (int i = 0; i < text.length(); i++) {
            out[start + i] = (byte) text.charAt(i);
        }
        return start + text.length();
    }

    /** Where the 126 leading bits of ten to the power of -k stand, rounded up. */
    private int power(int k) {
        int at = 2 * (k - MIN_K);
        if (powers[at] == 0) {
            fill(k, at);
        }
        return at;
    }

    private void fill(int k, int at) {
        int shift = floorLog2Pow10(-k) - 125;
        BigInteger power = BigInteger.TEN.pow(Math.abs(k));
        BigInteger bits = k <= 0
                ? shifted(power, -shift)
                : BigInteger.ONE.shiftLeft(-shift).divide(power);
        bits = bits.add(BigInteger.ONE);
        powers[at] = bits.shiftRight(63).longValue();
        powers[at + 1] = bits.longValue() & LOW_63;
    }

    private static BigInteger shifted(BigInteger value, int left) {
        return left >= 0 ? value.shiftLeft(left) : value.shiftRight(-left);
    }

    // the logarithms as products with 2 to the power of 41 or 38 in fixed point, exact for every exponent that occurs

    private static int floorLog10Pow2(int e) {
        return (int) (e * 661_971_961_083L >> 41);
    }

    private static int floorLog10ThreeQuartersPow2(int e) {
        return (int) (e * 661_971_961_083L - 274_743_187_321L >> 41);
    }

    private static int floorLog2Pow10(int e) {
        return (int) (e * 913_124_641_741L >> 38);
    }

    /** The two digits of 0 to 99. */
    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) ('0' + i / 10 << 8 | '0' + i % 10);
        }
        return pairs;
    }
}
