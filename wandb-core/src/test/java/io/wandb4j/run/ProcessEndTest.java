package io.wandb4j.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.Record;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of runs that a program leaves open when it ends, in JVMs of their own. */
class ProcessEndTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long HANGUP_AND_INTERRUPT = 0b11; // signals 1 and 2

    @TempDir
    Path dir;

    private ScriptedServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"return, 0", "exit, 0", "throw, 1", "handle, 1", "other thread throws, 0"})
    void endsTheRunWithTheProcess(String way, int exitCode) throws Exception {
        Outcome outcome = finished(start(way, 1, "0"));

        assertThat(completions()).containsExactly(exitCode);
        assertThat(server.lines("wandb-history.jsonl")).hasSize(1);
        assertThat(outcome.err()).contains("wandb: 🚀 View run happy-sun-1 at: " + server.url() + "/me/");
        assertThat(outcome.err().contains("Run summary:")).isEqualTo(exitCode == 0);
    }

    @Test
    void leavesExceptionsToWhoHandledThemBefore() throws Exception {
        assertThat(finished(start("throw", 1, "0")).err())
                .contains("Exception in thread \"main\" java.lang.IllegalStateException: boom");
        assertThat(finished(start("handle", 1, "0")).out()).contains("handled boom");
    }

    @Test
    void recordsWhatIsPrintedUpToTheEnd() throws Exception {
        Outcome outcome = finished(start("throw", 1, "0"));

        List<String> lines = server.lines("output.log").stream()
                .map(line -> line.replaceFirst("^(ERROR )?\\S+ ", "$1"))
                .toList();
        assertThat(lines)
                .contains("logged", "ERROR Exception in thread \"main\" java.lang.IllegalStateException: boom")
                .anyMatch(line -> line.matches("ERROR \\tat io\\.wandb4j\\.run\\.Victim\\.main.*"))
                .noneMatch(line -> line.contains("wandb: "));
        assertThat(outcome.out()).isEqualTo("logged");
    }

    @ParameterizedTest
    @CsvSource({"halt", "kill"})
    void whatWasPrintedIsInTheLogHoweverTheProcessDies(String way) throws Exception {
        Process process = start(way, 1, "0");
        if (way.equals("kill")) {
            assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("logged");
            assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("the line before is recorded");
            process.destroyForcibly();
        }
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        try (Stream<Path> files = Files.walk(dir);
                LogReader log =
                        LogReader.open(files.filter(file -> file.toString().endsWith(".wandb"))
                                .findFirst()
                                .orElseThrow())) {
            List<String> printed = new ArrayList<>();
            for (Optional<Record> record = log.next(); record.isPresent(); record = log.next()) {
                printed.add(record.get().getOutputRaw().getLine());
            }
            assertThat(printed).contains("logged" + System.lineSeparator());
        }
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @CsvSource({"INT, 255", "TERM, 143", "HUP, 129"})
    void endsTheRunWhenASignalEndsTheProcess(String signal, int exitCode) throws Exception {
        Outcome outcome = endedBy(signal);
        for (int i = 0; i < 5 && outcome.err().contains("send the rest with"); i++) {
            server.fileStream().clear(); // the eight seconds that a run then has were not enough for a busy machine
            outcome = endedBy(signal);
        }

        assertThat(completions()).containsExactly(exitCode);
        assertThat(outcome.err()).contains("View run happy-sun-1 at:").doesNotContain("Run history:");
    }

    @Test
    void tellsOfEachOfSeveralRunsThatTheServerLacks() throws Exception {
        server.answerStream(body -> ScriptedServer.status(503));

        Outcome outcome = finished(start("return", 3, "2"));

        // a run whose end takes too long may be told of twice
        assertThat(outcome.err()
                        .lines()
                        .filter(line -> line.contains("send the rest with `wandb4j sync " + dir))
                        .map(line -> line.substring(line.indexOf('`')))
                        .distinct())
                .hasSize(3);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void doesNotHoldUpASignalWhenTheServerIsAway() throws Exception {
        server.answerStream(body -> ScriptedServer.status(503));

        Outcome outcome = endedBy("TERM");

        assertThat(outcome.err()).contains("wandb4j sync " + dir);
    }

    private Outcome endedBy(String signal) throws IOException, InterruptedException {
        Process process = start("wait", 1, "0");
        signal(process, signal);
        return finished(process);
    }

    /** The exit codes that runs ended with, as the server was told. */
    private List<Integer> completions() {
        return server.fileStream().stream()
                .filter(body -> body.path("complete").asBoolean())
                .map(body -> body.path("exitcode"))
                .map(JsonNode::asInt)
                .toList();
    }

    private record Outcome(String out, String err) {}

    private Process start(String way, int runs, String finishTimeout) throws IOException {
        List<String> command = new ArrayList<>(mindingSignals());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dsun.stderr.encoding=UTF-8",
                "-cp",
                classPath(),
                Victim.class.getName(),
                way,
                String.valueOf(runs)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_"));
        builder.environment().put("HOME", dir.toString());
        builder.environment().put("WANDB_BASE_URL", server.url());
        builder.environment().put("WANDB_API_KEY", "0123456789".repeat(4));
        builder.environment().put("WANDB_PROJECT", "test");
        builder.environment().put("WANDB_FINISH_TIMEOUT", finishTimeout);
        builder.directory(dir.toFile()).redirectError(dir.resolve("err").toFile());
        return builder.start();
    }

    /** The class path as it is meant in any working directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Sends a signal once the program has logged. */
    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        BufferedReader out = process.inputReader(UTF_8);
        assertThat(out.readLine()).isEqualTo("logged");
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** What to put before a command so that it minds signals even if this process, and so its children, ignore them: those
     * in the background ignore Ctrl+C, those under {@code nohup} the end of the terminal. */
    private static List<String> mindingSignals() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignoring = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & HANGUP_AND_INTERRUPT) != 0);
        return ignoring ? List.of("env", "--default-signal=HUP,INT") : List.of();
    }

    private Outcome finished(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String err = Files.readString(dir.resolve("err"));
        assertThat(ended).as(err).isTrue();
        String out = String.join("\n", process.inputReader(UTF_8).lines().toList());
        return new Outcome(out, err);
    }
}
