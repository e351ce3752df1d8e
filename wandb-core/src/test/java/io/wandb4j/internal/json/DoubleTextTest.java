package io.wandb4j.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleTextTest {
    private static final int ROUNDS = 200_000;

    private final DoubleText writer = new DoubleText();
    private final byte[] buffer = new byte[DoubleText.LONGEST + 1];

    @Test
    void writesTheShortestTextThatReadsBackTheSame() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < ROUNDS; i++) {
            writesAsJackson(Double.longBitsToDouble(random.nextLong()));
            writesAsJackson(random.nextDouble());
            writesAsJackson(random.nextInt() / 1000.0);
            writesAsJackson(random.nextLong() >> random.nextInt(63));
        }
    }

    @Test
    void writesEveryPowerOfTwoAndOfTen() {
        for (int exponent = Double.MIN_EXPONENT; exponent <= Double.MAX_EXPONENT; exponent++) {
            writesAsJackson(Math.scalb(-1.0, exponent));
            writesAsJackson(Math.nextDown(Math.scalb(1.0, exponent)));
        }
        for (int exponent = -307; exponent <= 308; exponent++) {
            writesAsJackson(Double.parseDouble("1E" + exponent));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "1, 1.0",
        "1E7, 1.0E7",
        "9999999, 9999999.0",
        "0.001, 0.001",
        "9.9E-4, 9.9E-4",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        "4.9E-324, 5.0E-324",
        "120, 120.0"
    })
    void writesInTheFormOfJava(double value, String text) {
        assertThat(text(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -9,
                10,
                99,
                100,
                2_147_483_647L,
                2_147_483_648L,
                100_000_000L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void writesWholeNumbers(long value) {
        int end = DoubleText.whole(value, buffer, 0);
        assertThat(new String(buffer, 0, end, StandardCharsets.ISO_8859_1)).isEqualTo(Long.toString(value));
    }

    private void writesAsJackson(double value) {
        String expected = Double.isFinite(value) ? DoubleToDecimal.toString(value) : Double.toString(value);
        assertThat(text(value)).isEqualTo(expected);
    }

    private String text(double value) {
        return new String(buffer, 1, writer.write(value, buffer, 1) - 1, StandardCharsets.ISO_8859_1);
    }
}
