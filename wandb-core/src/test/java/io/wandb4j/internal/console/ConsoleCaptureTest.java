package io.wandb4j.internal.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleCaptureTest {
    private static final String NEW_LINE = System.lineSeparator();

    private final PrintStream realOut = System.out;
    private final PrintStream realError = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, UTF_8);
    private final PrintStream error = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    private final StringBuilder taken = new StringBuilder();

    @BeforeEach
    void setStreams() {
        System.setOut(out);
        System.setErr(error);
    }

    @AfterEach
    void setStreamsBack() {
        System.setOut(realOut);
        System.setErr(realError);
    }

    @Test
    void takesWhatIsPrintedAfterItIsPrinted() {
        List<String> seen = new ArrayList<>();
        try (ConsoleCapture capture =
                ConsoleCapture.open((toError, text) -> seen.add(printed.toString(UTF_8) + "|" + toError + text))) {
            System.out.print("one");
            System.err.print("two");
        }
        System.out.print("three");
        assertThat(seen).containsExactly("one|falseone", "one|truetwo");
        assertThat(printed.toString(UTF_8)).isEqualTo("onethree");
    }

    @Test
    void everyMethodPrintsWhatItPrintedBeforeAndIsTaken() throws Exception {
        for (Method method : PrintStream.class.getMethods()) {
            boolean prints = method.getDeclaringClass() != Object.class
                    && !Modifier.isStatic(method.getModifiers())
                    && !List.of("flush", "close", "checkError", "charset").contains(method.getName());
            if (!prints) {
                continue;
            }
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(ConsoleCaptureTest::value)
                    .toArray();
            method.invoke(System.out, arguments);
            String wanted = printed.toString(UTF_8);
            printed.reset();
            try (ConsoleCapture capture = ConsoleCapture.open((toError, text) -> taken.append(text))) {
                method.invoke(System.out, arguments);
            }
            assertThat(printed.toString(UTF_8)).as("%s", method).isEqualTo(wanted);
            assertThat(taken.toString()).as("%s", method).isEqualTo(wanted);
            printed.reset();
            taken.setLength(0);
        }
    }

    @Test
    void aPrintedLineIsTakenInOnePiece() {
        List<String> pieces = new ArrayList<>();
        try (ConsoleCapture capture = ConsoleCapture.open((toError, text) -> pieces.add(text))) {
            System.out.println("line");
            System.out.println();
            System.out.printf(Locale.ROOT, "%.2f %s%n", 0.5, "x");
        }
        assertThat(pieces).containsExactly("line" + NEW_LINE, NEW_LINE, "0.50 x" + NEW_LINE);
    }

    @Test
    void waitsForTheRestOfACharacter() {
        byte[] bytes = "ü😀".getBytes(UTF_8);
        try (ConsoleCapture capture = ConsoleCapture.open(
                (toError, text) -> taken.append("[").append(text).append("]"))) {
            for (byte one : bytes) {
                System.out.write(one);
            }
            System.out.print("😀".charAt(0));
            System.out.print("😀".charAt(1));
        }
        assertThat(taken.toString()).isEqualTo("[ü][😀][😀]");
    }

    @Test
    void leavesTheStreamsAsTheyWere() {
        ConsoleCapture first = ConsoleCapture.open((toError, text) -> {});
        ConsoleCapture second = ConsoleCapture.open((toError, text) -> {});
        first.close();
        assertThat(System.out).isNotSameAs(out);
        second.close();
        second.close();
        assertThat(System.out).isSameAs(out);
        assertThat(System.err).isSameAs(error);
    }

    @Test
    void leavesStreamsAloneThatSomebodyPutThereSince() {
        ByteArrayOutputStream elsewhere = new ByteArrayOutputStream();
        PrintStream foreign = new PrintStream(elsewhere, true, UTF_8);
        try (ConsoleCapture capture = ConsoleCapture.open((toError, text) -> taken.append(text))) {
            System.setOut(foreign);
            System.out.print("not ours");
            System.err.print("ours");
        }
        assertThat(System.out).isSameAs(foreign);
        assertThat(elsewhere.toString(UTF_8)).isEqualTo("not ours");
        assertThat(taken.toString()).isEqualTo("ours");
        assertThat(System.err).isSameAs(error);
    }

    @Test
    void takesOnceWhatGoesThroughSomebodysStreamAroundItsOwn() {
        try (ConsoleCapture capture = ConsoleCapture.open((toError, text) -> taken.append(text))) {
            System.setOut(new PrintStream(System.out, true, UTF_8));
            System.out.print("one ");
            try (ConsoleCapture later = ConsoleCapture.open(
                    (toError, text) -> taken.append("(").append(text).append(")"))) {
                System.out.print("two ");
            }
            System.out.print("three");
        }
        assertThat(printed.toString(UTF_8)).isEqualTo("one two three");
        assertThat(taken.toString()).isEqualTo("one two (two )three");
    }

    @Test
    void doesNotTakeWhatTheSinkPrints() {
        try (ConsoleCapture capture = ConsoleCapture.open((toError, text) -> {
            taken.append(text);
            System.out.print("!");
            System.err.print("!");
        })) {
            System.out.print("once");
        }
        assertThat(taken.toString()).isEqualTo("once");
        assertThat(printed.toString(UTF_8)).isEqualTo("once!");
    }

    @Test
    void givesRunsOnThreadsOfTheirOwnEachTheirLines() throws Exception {
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        ExecutorService one = Executors.newSingleThreadExecutor();
        ExecutorService two = Executors.newSingleThreadExecutor();
        ExecutorService nobodys = Executors.newSingleThreadExecutor();
        nobodys.submit(() -> {}).get();
        try (ConsoleCapture mine = one.submit(() -> ConsoleCapture.open((toError, text) -> first.append(text)))
                        .get();
                ConsoleCapture other = two.submit(() -> ConsoleCapture.open((toError, text) -> second.append(text)))
                        .get()) {
            one.submit(() -> System.out.print("1 ")).get();
            two.submit(() -> System.out.print("2 ")).get();
            nobodys.submit(() -> System.out.print("all ")).get();
            one.submit(() -> inNewThread(() -> System.out.print("child ")), "").get();
            mine.close();
            one.submit(() -> System.out.print("late")).get();
            assertThat(other).isNotNull();
        } finally {
            List.of(one, two, nobodys).forEach(ExecutorService::shutdown);
        }
        assertThat(first.toString()).isEqualTo("1 all child ");
        assertThat(second.toString()).isEqualTo("2 all late");
    }

    @Test
    void aThreadWhoseRunIsOverPrintsToThoseThatAreOpen() {
        ConsoleCapture over = ConsoleCapture.open((toError, text) -> taken.append("over"));
        over.close();
        inNewThread(() -> {
            try (ConsoleCapture one = ConsoleCapture.open((toError, text) -> taken.append("1" + text))) {
                inNewThread(() -> {
                    try (ConsoleCapture two = ConsoleCapture.open((toError, text) -> taken.append("2" + text))) {
                        two.close();
                        System.out.print("a");
                    }
                });
            }
        });
        assertThat(taken.toString()).isEqualTo("1a");
    }

    @Test
    void printsToOneAloneWhereThatIsWanted() {
        StringBuilder other = new StringBuilder();
        try (ConsoleCapture one = ConsoleCapture.open((toError, text) -> taken.append(text));
                ConsoleCapture two = ConsoleCapture.open((toError, text) -> other.append(text))) {
            ConsoleCapture.printTo(one, () -> System.err.print("one "));
            ConsoleCapture.printTo(null, () -> System.err.print("none "));
            System.err.print("all");
        }
        assertThat(taken.toString()).isEqualTo("one all");
        assertThat(other.toString()).isEqualTo("all");
    }

    @Test
    void printingThreadsDoNotWaitForAnotherThatHoldsTheStream() {
        try (ConsoleCapture capture = ConsoleCapture.open((toError, text) -> {
            if (text.equals("outer")) { // a stream's own lock must not be held while its text is taken
                inNewThread(() -> System.out.print("inner"));
            }
            taken.append(text);
        })) {
            inNewThread(() -> System.out.print("outer"));
        }
        assertThat(taken.toString()).isEqualTo("innerouter");
    }

    @Test
    void tellsOfTheErrorsOfTheStreamBefore() {
        System.setOut(new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("full");
                    }
                },
                true,
                UTF_8));
        try (ConsoleCapture capture = ConsoleCapture.open((toError, text) -> taken.append(text))) {
            System.out.print("x");
            assertThat(System.out.checkError()).isTrue();
        }
        assertThat(taken.toString()).isEqualTo("x");
    }

    private static void inNewThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        try {
            thread.join(180_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).isFalse();
    }

    private static Object value(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "boolean" -> true;
            case "char" -> 'c';
            case "int" -> 1;
            case "long" -> 2L;
            case "float" -> 1.5f;
            case "double" -> 2.5;
            case "char[]" -> "chars".toCharArray();
            case "byte[]" -> "bytes".getBytes(UTF_8);
            case "Locale" -> Locale.GERMANY;
            case "Object[]" -> new Object[] {1.5, "x"};
            case "String", "CharSequence" -> "%s text %s";
            default -> List.of("ü", "😀");
        };
    }
}
