package io.wandb4j.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the console shows is what the official client keeps of the same output. */
class ConsoleTest {
    private final Map<Long, String> lines = new TreeMap<>();
    private final List<String> settled = new ArrayList<>();
    private final List<Long> changes = new ArrayList<>();
    private final Console console = new Console(new Console.Listener() {
        @Override
        public void changed(ConsoleLine line) {
            lines.put(line.number(), (line.isError() ? "E " : "") + line.text());
            changes.add(line.number());
        }

        @Override
        public void settled(ConsoleLine line) {
            settled.add(line.text());
        }
    });

    @Test
    void makesALineOfEachLineFeed() {
        out("one\ntwo\n\nfour");
        assertThat(lines.values()).containsExactly("one", "two", "", "four");
    }

    @Test
    void makesNoLineBeforeSomethingIsWrittenThere() {
        out("\n\n");
        assertThat(lines).isEmpty();
        out("x");
        assertThat(lines.values()).containsExactly("", "", "x");
    }

    @Test
    void joinsWhatIsWrittenPieceByPiece() {
        out("lo");
        out("ss: ");
        out("0.5\n");
        assertThat(lines.values()).containsExactly("loss: 0.5");
    }

    @Test
    void writesOverALineAfterACarriageReturn() {
        out("epoch 1 100 %\repoch 2");
        assertThat(lines.values()).containsExactly("epoch 2 100 %");
    }

    @Test
    void readsTheLineEndsOfWindows() {
        out("one\r\ntwo\r\n");
        assertThat(lines.values()).containsExactly("one", "two");
    }

    @Test
    void keepsWhatAProgressBarShowsAtLast() {
        for (int i = 0; i <= 100; i++) {
            err("\r" + "#".repeat(i / 10) + " " + i + " %");
        }
        assertThat(lines.values()).containsExactly("E ########## 100 %");
    }

    @Test
    void movesTheCursorUpAndDownWithinItsColumn() {
        out("first\nsecond");
        out("\u001b[A up");
        out("\u001b[B down");
        assertThat(lines.values()).containsExactly("first  up", "second    down");
    }

    @Test
    void movesNeitherAboveTheFirstLineNorAboveTheView() {
        out("\u001b[A\u001b[Atop\n");
        IntStream.range(1, 40).forEach(i -> out("line " + i + "\n"));
        out("\u001b[A".repeat(100) + "highest");
        assertThat(lines.get(0L)).isEqualTo("top");
        assertThat(lines.entrySet().stream()
                        .filter(line -> line.getValue().equals("highest"))
                        .map(Map.Entry::getKey))
                .containsExactly(9L); // the empty line with the cursor is the 32nd
    }

    @Test
    void keepsOtherEscapeSequencesAsTheyAre() {
        out("\u001b[31mred\u001b[0m \u001b? \u001b[2K");
        assertThat(lines.values()).containsExactly("\u001b[31mred\u001b[0m \u001b? \u001b[2K");
    }

    @Test
    void readsASequenceThatComesInPieces() {
        out("one\ntwo\u001b");
        out("[");
        out("A!");
        assertThat(lines.values()).containsExactly("one!", "two");
    }

    @Test
    void countsACharacterBeyondSixteenBitsAsOne() {
        out("😀ü\u001b\u001b😀\r_");
        assertThat(lines.values()).containsExactly("_ü\u001b\u001b😀");
    }

    @Test
    void showsBlanksAtTheEndOnceSomethingElseHasChanged() {
        out("one  \ntwo  x\nthree  \rT\n   ");
        assertThat(lines.values()).containsExactly("one", "two  x", "Three  ", "");
    }

    @Test
    void cutsLinesBehindTheirLongest() {
        out("x".repeat(5000) + "\nnext");
        assertThat(lines.values()).containsExactly("x".repeat(4096), "next");
    }

    @Test
    void tellsWhichLinesItCut() {
        List<Boolean> cut = new ArrayList<>();
        out("x".repeat(4096) + "\n" + "x".repeat(4097) + "\rshort\n");
        console.forEachOpen(line -> cut.add(line.isCut()));
        assertThat(cut).containsExactly(false, true);
    }

    @Test
    void losesNothingOfALineThatComesWhole() {
        String text = "😀".repeat(Console.LONGEST_WHOLE);
        console.append(Instant.EPOCH, text + "x\nnext");
        assertThat(String.join("", lines.values())).isEqualTo(text + "xnext");
        assertThat(lines.values()).hasSize(4).allMatch(line -> line.length() <= Console.LONGEST_WHOLE);
    }

    @Test
    void numbersTheLinesOfBothStreamsInTheOrderInWhichTheyCameToBe() {
        out("out ");
        err("err ");
        out("goes on\n");
        err("too\n");
        out("last");
        assertThat(lines.values()).containsExactly("out goes on", "E err too", "last");
    }

    @Test
    void aLineThatTheOtherStreamPushedOutDoesNotChangeAnyMore() {
        err("waiting");
        IntStream.range(0, 32).forEach(i -> out(i + "\n"));
        assertThat(settled).containsExactly("waiting");
        err(" in vain");
        assertThat(lines.get(0L)).isEqualTo("E waiting");
        err("\nnew");
        assertThat(lines.get(33L)).isEqualTo("E new");
    }

    @Test
    void settlesAllButTheLastLinesInTheirOrder() {
        IntStream.range(0, 1000).forEach(i -> out(i + "\n"));
        assertThat(settled)
                .containsExactlyElementsOf(
                        IntStream.range(0, 968).mapToObj(Integer::toString).toList());
        List<String> open = new ArrayList<>();
        console.forEachOpen(line -> open.add(line.text()));
        assertThat(open).hasSize(32).endsWith("999");
    }

    @Test
    void tellsOfNoChangeWhereNothingChanges() {
        out("same");
        changes.clear();
        out("\rsame");
        assertThat(changes).isEmpty();
    }

    @Test
    void addsWholeLinesBetweenThoseThatArePrinted() {
        out("printed");
        console.append(Instant.EPOCH, "one\ntwo\r\u001b[A\n");
        out(" on");
        assertThat(lines.values()).containsExactly("printed on", "one", "two\r\u001b[A");
    }

    private void out(String text) {
        console.write(false, Instant.EPOCH, text);
    }

    private void err(String text) {
        console.write(true, Instant.EPOCH, text);
    }
}
