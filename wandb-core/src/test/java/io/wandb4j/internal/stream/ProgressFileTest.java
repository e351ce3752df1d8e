package io.wandb4j.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.internal.stream.ProgressFile.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {
    private static final Progress BEGIN = Progress.begin(
            new Progress.Target("http://localhost", "me", "project", "abc", "storage"), new LineCounts(7, 8, 9));

    @TempDir
    Path dir;

    private Path log;

    @BeforeEach
    void place() {
        log = dir.resolve("run-abc.wandb");
    }

    @Test
    void givesBackWhatWasStoredLast() throws IOException {
        Progress last = sent(12, 11).withAlerts(2).withArtifact(3).withComplete(true);
        try (ProgressFile file = ProgressFile.open(log)) {
            assertThat(file.read()).isEmpty();
            file.write(BEGIN);
            file.write(sent(5, 5));
            file.write(last);
            assertThat(file.read()).contains(last);
        }
        try (ProgressFile again = ProgressFile.open(log)) {
            assertThat(again.read()).contains(last);
            again.write(sent(13, 12));
            assertThat(again.read()).contains(sent(13, 12));
        }
    }

    @Test
    void fallsBackToTheStoreBeforeWhenTheLastOneIsTorn() throws IOException {
        try (ProgressFile file = ProgressFile.open(log)) {
            file.write(BEGIN);
            file.write(sent(5, 5));
            damage(16 * 1024 + 20); // the first store lies in the second place
            assertThat(file.read()).contains(sent(5, 5));
            damage(20);
            assertThat(file.read()).isEmpty();
        }
    }

    @Test
    void takesAnyBytesForNoProgress() throws IOException {
        Files.write(dir.resolve("run-abc.wandb.progress"), new byte[100_000]);
        try (ProgressFile file = ProgressFile.open(log)) {
            assertThat(file.read()).isEmpty();
        }
    }

    @Test
    void leavesOutArtifactsThatDoNotFit() throws IOException {
        Progress many = IntStream.range(0, 5000)
                .boxed()
                .reduce(BEGIN, (progress, number) -> progress.withArtifact(number), (a, b) -> b);
        try (ProgressFile file = ProgressFile.open(log)) {
            file.write(many);
            assertThat(file.read()).contains(BEGIN);
        }
    }

    @Test
    void givesARoleToOneAtATime() throws IOException {
        try (ProgressFile first = ProgressFile.open(log);
                ProgressFile second = ProgressFile.open(log)) {
            assertThat(first.isTaken(Role.WRITER)).isFalse();
            assertThat(first.take(Role.WRITER)).isTrue();
            assertThat(second.take(Role.WRITER)).isFalse();
            assertThat(second.isTaken(Role.WRITER)).isTrue();
            assertThat(second.take(Role.SENDER)).isTrue();
            first.close();
            first.close();
            assertThat(second.isTaken(Role.WRITER)).isFalse();
            assertThat(second.isTaken(Role.SENDER)).isTrue();
        }
    }

    @Test
    void keepsARoleWhenAnotherHandleOfTheProcessIsClosed() throws IOException, InterruptedException {
        try (ProgressFile file = ProgressFile.open(log)) {
            assertThat(file.take(Role.WRITER)).isTrue();
            ProgressFile.open(log).close();
            assertThat(answerOfAnotherProcess("ask")).isEqualTo("taken");
        }
        assertThat(answerOfAnotherProcess("ask")).isEqualTo("free");
    }

    @Test
    void aKilledProcessHoldsNoRole() throws IOException, InterruptedException {
        Process other = start("hold");
        try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8);
                ProgressFile file = ProgressFile.open(log)) {
            assertThat(out.readLine()).isEqualTo("held");
            assertThat(file.isTaken(Role.WRITER)).isTrue();
            other.destroyForcibly().waitFor();
            assertThat(file.take(Role.WRITER)).isTrue();
        }
    }

    @Test
    void anInterruptedThreadKeepsItsRoles() throws IOException {
        try (ProgressFile file = ProgressFile.open(log)) {
            assertThat(file.take(Role.WRITER)).isTrue();
            Thread.currentThread().interrupt();
            file.write(BEGIN);
            assertThat(file.isTaken(Role.SENDER)).isFalse();
            assertThat(file.read()).contains(BEGIN);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file.isTaken(Role.WRITER)).isTrue();
        }
    }

    @Test
    void keepsNoNameThatMayBeOfAnyLength() throws IOException {
        RunIdentity run = new RunIdentity("me", "project", "abc", "storage", "n".repeat(20_000), LineCounts.NONE);
        try (ProgressFile file = ProgressFile.open(log)) {
            file.write(Progress.begin(Progress.Target.of("http://localhost", run), LineCounts.NONE));
            assertThat(file.read()).isPresent();
        }
    }

    @Test
    void whereNothingCanBeLockedThisProcessAloneIsKnown() throws IOException {
        try (ProgressFile file = ProgressFile.open(log)) {
            file.close(); // locks of a file that is not open fail as those of a file system that knows none
            assertThat(file.isTaken(Role.WRITER)).isFalse();
            assertThat(file.take(Role.WRITER)).isTrue();
            assertThat(file.take(Role.WRITER)).isFalse();
            assertThat(file.isTaken(Role.WRITER)).isTrue();
        }
    }

    private static Progress sent(long rows, long lines) {
        return BEGIN.with(
                new Progress.Lines(7, rows, lines), new Progress.Lines(8, 2, 1), new Progress.Lines(9, 1000, 3));
    }

    private void damage(long at) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(dir.resolve("run-abc.wandb.progress").toFile(), "rw")) {
            file.seek(at);
            file.write('~');
        }
    }

    private String answerOfAnotherProcess(String what) throws IOException, InterruptedException {
        Process other = start(what);
        try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
            String answer = out.readLine();
            other.waitFor();
            return answer;
        }
    }

    private Process start(String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        what,
                        log.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What the other process does. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) throws IOException {
            ProgressFile file = ProgressFile.open(Path.of(args[1]));
            if (args[0].equals("ask")) {
                System.out.println(file.isTaken(Role.WRITER) ? "taken" : "free");
                return;
            }
            System.out.println(file.take(Role.WRITER) ? "held" : "refused");
            int end = System.in.read(); // until this process is killed
            System.out.println(end);
        }
    }
}
