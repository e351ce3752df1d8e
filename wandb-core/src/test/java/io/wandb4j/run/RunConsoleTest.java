package io.wandb4j.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.OutputType;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.settings.ConsoleMode;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunConsoleTest {
    private final PrintStream realOut = System.out;
    private final PrintStream realError = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path dir;

    @BeforeEach
    void setStreams() {
        System.setOut(new PrintStream(printed, true, UTF_8));
        System.setErr(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void setStreamsBack() {
        System.setOut(realOut);
        System.setErr(realError);
    }

    @Test
    void recordsWhatIsPrintedFromItsStartToItsEnd() throws IOException {
        System.out.println("before");
        try (Run run = start("a", ConsoleMode.WRAP)) {
            System.out.println("out");
            System.err.println("err");
            assertThat(output("a")).containsExactly("STDOUT out\n", "STDERR err\n");
            run.warn("cause", "something of the run's own");
        }
        System.out.println("after");
        assertThat(output("a"))
                .containsExactly("STDOUT out\n", "STDERR err\n", "STDERR wandb: WARNING something of the run's own\n");
        assertThat(printed.toString(UTF_8).lines()).contains("before", "out", "err", "after");
    }

    @Test
    void recordsLinesThatAreHandedToIt() throws IOException {
        Run run = start("a", ConsoleMode.OFF);
        run.writeLogs("one\ntwo");
        System.out.println("not recorded");
        run.finish();
        run.writeLogs("too late");
        assertThat(output("a")).containsExactly("LOG one\ntwo\n");
        assertThat(printed.toString(UTF_8)).doesNotContain("one");
    }

    @Test
    void severalRunsOfOneThreadRecordTheSame() throws IOException {
        Run one = start("a", ConsoleMode.WRAP);
        System.out.println("1");
        Run two = start("b", ConsoleMode.WRAP);
        System.out.println("both");
        one.finish();
        System.out.println("2");
        two.finish();
        assertThat(output("a")).containsExactly("STDOUT 1\n", "STDOUT both\n");
        assertThat(output("b")).containsExactly("STDOUT both\n", "STDOUT 2\n");
    }

    @Test
    void aDisabledRunRecordsNothing() {
        PrintStream before = System.out;
        try (Run run =
                Run.start(Settings.builder().mode(Mode.DISABLED).silent(true).build())) {
            run.writeLogs("nowhere");
            assertThat(System.out).isSameAs(before);
        }
    }

    private Run start(String id, ConsoleMode console) {
        return Wandb.init(Settings.builder()
                .id(id)
                .mode(Mode.OFFLINE)
                .rootDir(dir.resolve(id))
                .console(console)
                .disableStats(true)
                .build());
    }

    private List<String> output(String id) throws IOException {
        List<String> output = new ArrayList<>();
        try (Stream<Path> files = Files.walk(dir.resolve(id));
                LogReader log =
                        LogReader.open(files.filter(file -> file.toString().endsWith(".wandb"))
                                .findFirst()
                                .orElseThrow())) {
            for (Optional<Record> next = log.next(); next.isPresent(); next = log.next()) {
                Record record = next.get();
                if (record.hasOutputRaw()) {
                    OutputType type = record.getOutputRaw().getOutputType();
                    output.add(type + " " + record.getOutputRaw().getLine().replace(System.lineSeparator(), "\n"));
                } else if (record.hasOutputLogger()) {
                    output.add("LOG " + record.getOutputLogger().getLine());
                }
            }
        }
        return output;
    }
}
