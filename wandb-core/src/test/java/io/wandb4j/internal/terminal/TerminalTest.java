package io.wandb4j.internal.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @TempDir
    Path dir;

    @Test
    void putsItsNameBeforeEveryLine() {
        Terminal terminal = terminal(false, false);
        terminal.line("one\ntwo");
        terminal.line("");
        terminal.warn("three");
        assertThat(shown()).containsExactly("wandb: one", "wandb: two", "wandb: ", "wandb: WARNING three");
    }

    @Test
    void showsWhatMattersWhenQuietAndNothingWhenSilent() {
        Terminal quiet = terminal(true, false);
        quiet.detail("detail");
        quiet.line("line");
        Terminal silent = terminal(false, true);
        silent.line("nothing");
        silent.warn("nothing");
        assertThat(shown()).containsExactly("wandb: line");
    }

    @Test
    void warnsOnceForACause() {
        Terminal terminal = terminal(false, false);
        terminal.warnOnce("a", "first");
        terminal.warnOnce("a", "second");
        assertThat(shown()).containsExactly("wandb: WARNING first");
    }

    @Test
    void keepsEveryLineInItsLog() throws IOException {
        Path log = dir.resolve("debug.log");
        Terminal silent = terminal(false, true);
        silent.keepIn(log);
        silent.line("kept");
        silent.warn("kept too");
        assertThat(Files.readAllLines(log)).hasSize(2).last().asString().endsWith("WARNING kept too");
    }

    @Test
    void drawsTheOfficialSparkline() {
        double[] values = {0.5, 1.2, 3.5, 7.3, 8, 12.5, 13.2, 15, 14.2, 11.8, 6.1, 1.9};
        assertThat(Sparkline.of(values)).isEqualTo("▁▁▂▄▅▇▇██▆▄▂");
        assertThat(Sparkline.of(new double[] {3, Double.NaN, 3})).isEqualTo("▁ ▁");
    }

    @Test
    void drawsTheLargestNumbers() {
        assertThat(Sparkline.of(new double[] {-Double.MAX_VALUE, 0, Double.MAX_VALUE, Double.NaN}))
                .isEqualTo("\u2581\u2585\u2588 ");
    }

    @Test
    void tabulatesTheSummaryAsTheOfficialClient() {
        Map<String, Object> summary =
                new TreeMap<>(Map.of("acc", 0.123456789, "k", 2L, "name", "x".repeat(30), "_step", 3L));
        summary.put("nested", Map.of("a", 1));
        assertThat(RunReport.summary(summary))
                .isEqualTo(List.of("", "Run summary:", " acc 0.12346", "   k 2", "name " + "x".repeat(20) + "..."));
        for (int i = 0; i < 12; i++) {
            summary.put("m" + i, i);
        }
        assertThat(RunReport.summary(summary)).last().isEqualTo(" +5 ...");
    }

    @ParameterizedTest
    @CsvSource({
        "2.0, 2",
        "-3.0, -3",
        "0.123456789, 0.12346",
        "1e-5, 1e-05",
        "1e-7, 0.0",
        "123456.75, 123456.75",
        "1e6, 1000000.0",
        "1.5e20, 1.5e+20",
        "NaN, nan",
        "-Infinity, -inf"
    })
    void showsNumbersAsPythonDoes(double number, String shown) {
        assertThat(ShownValue.of(number)).isEqualTo(shown);
    }

    @Test
    void showsTruthAsPythonDoes() {
        assertThat(ShownValue.of(true)).isEqualTo("True");
    }

    @Test
    void leavesOutThePicturesThatCannotBeShown() {
        Terminal terminal = new Terminal(
                () -> new PrintStream(bytes, true, StandardCharsets.UTF_8),
                new Terminal.Verbosity(false, false, true, true, true),
                false,
                false);
        terminal.line("🚀", "View run");
        assertThat(shown()).containsExactly("wandb: View run");
    }

    @Test
    void leavesOutTheLevelsThatAreNotWanted() {
        Terminal terminal = new Terminal(
                () -> new PrintStream(bytes, true, StandardCharsets.UTF_8),
                new Terminal.Verbosity(false, false, false, false, true),
                false,
                true);
        terminal.line("line");
        terminal.warn("warning");
        terminal.error("error");
        assertThat(shown()).containsExactly("wandb: ERROR error");
    }

    private Terminal terminal(boolean quiet, boolean silent) {
        return new Terminal(
                () -> new PrintStream(bytes, true, StandardCharsets.UTF_8),
                new Terminal.Verbosity(quiet, silent, true, true, true),
                false,
                true);
    }

    private List<String> shown() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
