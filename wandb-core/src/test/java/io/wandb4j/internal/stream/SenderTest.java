package io.wandb4j.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.FilesRecord;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.HistoryRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunExitRecord;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.run.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {
    private static final RunIdentity RUN = new RunIdentity("me", "test", "abc", "storage", "happy-sun-1", 0);

    @TempDir
    Path dir;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private ScriptedServer server;
    private ApiClient api;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        api = ApiClient.open(new Connection(server.url(), "0123456789".repeat(4)));
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @ParameterizedTest(name = "HTTP {0}")
    @ValueSource(ints = {400, 401, 403, 404})
    void warnsOnceWithTheCommandWhenTheServerRefusesTheData(int status) throws IOException {
        server.answerStream(body -> ScriptedServer.status(status));
        RunStream stream = live();
        rows(stream, 0, 100);
        String unsent = stream.finish(0, 1, Duration.ZERO);
        assertThat(unsent).startsWith("data is not sent any more: ");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0))
                .startsWith("run abc: data is not sent any more: ")
                .contains("run `wandb4j sync " + dir + "` to send it");
    }

    @Test
    void saysHowManyRowsAreNotSentWhenTheTimeIsOver() throws IOException {
        server.answerStream(body -> ScriptedServer.status(503)
                .newBuilder()
                .addHeader("Retry-After", "3600")
                .build());
        RunStream stream = live();
        rows(stream, 0, 100);
        assertThat(stream.finish(0, 1, Duration.ofMillis(300))).contains("not sent yet");
        assertThat(problems).isEmpty();
    }

    @Test
    void saysWhichFilesAndArtifactsAreNotSentWhenTheTimeIsOver() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        Files.createDirectories(dir.resolve("files"));
        Files.writeString(dir.resolve("files/late.txt"), "x");
        server.answerUploads(path -> {
            await(over);
            return ScriptedServer.status(404);
        });
        RunStream stream = live(artifact -> {
            await(over);
            throw new IllegalStateException("too late");
        });
        stream.append(Record.newBuilder()
                .setFiles(FilesRecord.newBuilder()
                        .addFiles(FilesItem.newBuilder().setPath("late.txt").setPolicy(FilesItem.PolicyType.END))));
        assertThat(stream.append(ArtifactRecord.newBuilder()
                        .setClientId("c")
                        .setName("model")
                        .build()))
                .isNotDone();
        assertThat(stream.finish(0, 1, Duration.ofMillis(300))).contains("file(s), 1 artifact(s) are not sent yet");
        over.countDown();
    }

    @Test
    void anInterruptedThreadWaitsUntilAllIsSentAndStaysInterrupted() throws IOException {
        RunStream stream = live();
        rows(stream, 0, 100);
        Thread.currentThread().interrupt();
        String unsent = stream.finish(0, 1, Duration.ZERO);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(unsent).isNull();
        assertThat(server.lines("wandb-history.jsonl")).hasSize(100);
    }

    @Test
    void anInterruptedThreadSaysWhatIsNotSent() throws IOException {
        server.answerStream(body -> ScriptedServer.status(503)
                .newBuilder()
                .addHeader("Retry-After", "3600")
                .build());
        RunStream stream = live();
        rows(stream, 0, 100);
        Thread.currentThread().interrupt();
        String unsent = stream.finish(0, 1, Duration.ofMillis(300));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(unsent).endsWith("are not sent yet, and the thread that waits was interrupted");
    }

    @Test
    void keepsTheRunAliveWithHeartbeats() throws Exception {
        BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();
        server.answerStream(body -> {
            requests.add(body);
            return ScriptedServer.json("{}");
        });
        AtomicLong now = new AtomicLong();
        Path log = dir.resolve("run-abc.wandb");
        RunStream stream = RunStream.offline(log, problems::add);
        rows(stream, 0, 1);
        try (ProgressFile file = ProgressFile.open(log);
                LogReader reader = LogReader.open(log)) {
            Sender sender = sender(reader, file, new Pace(Duration.ofSeconds(15), now::get));
            Thread thread = new Thread(() -> send(sender));
            thread.start();
            assertThat(next(requests).at("/files/wandb-history.jsonl/content")).hasSize(1);
            now.addAndGet(Duration.ofSeconds(31).toNanos());
            assertThat(next(requests)).isEqualTo(Json.read("{}"));
            now.addAndGet(Duration.ofSeconds(31).toNanos());
            assertThat(next(requests)).isEqualTo(Json.read("{}"));
            assertThat(stream.finish(3, 1, Duration.ZERO)).isNull();
            sender.wake();
            assertThat(next(requests).path("exitcode").asInt()).isEqualTo(3);
            thread.join();
            assertThat(file.isComplete()).isTrue();
        }
    }

    @Test
    void endsTheRunWhenTheLogCannotSayThatItEnded() throws Exception {
        Path log = dir.resolve("run-abc.wandb");
        RunStream stream = RunStream.offline(log, problems::add);
        rows(stream, 0, 5);
        try (ProgressFile file = ProgressFile.open(log);
                LogReader reader = LogReader.open(log)) {
            Sender sender = sender(reader, file, new Pace(Duration.ZERO, System::nanoTime));
            sender.end(RunExitRecord.newBuilder().setExitCode(2).build());
            assertThat(sender.send())
                    .hasValueSatisfying(exit -> assertThat(exit.getExitCode()).isEqualTo(2));
        }
        assertThat(server.lines("wandb-history.jsonl")).hasSize(5);
    }

    @Test
    void leavesNoHoleForARowThatIsTooLong() throws Exception {
        RunStream stream = live();
        rows(stream, 0, 2);
        stream.append(row("\"" + "x".repeat(FileStreamBatch.LONGEST_LINE) + "\""));
        rows(stream, 3, 5);
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(server.lines("wandb-history.jsonl"))
                .containsExactly("{\"i\":0}", "{\"i\":1}", "{\"i\":3}", "{\"i\":4}");
        assertThat(problems).hasSize(1).first().asString().contains("exceeded size limit");
        try (ProgressFile file = ProgressFile.open(dir.resolve("run-abc.wandb"))) {
            assertThat(file.read()).hasValueSatisfying(progress -> {
                assertThat(progress.rows()).isEqualTo(5);
                assertThat(progress.lines()).isEqualTo(4);
            });
        }
    }

    @Test
    void refusesASecondWriterOfOneLog() throws IOException {
        Path log = dir.resolve("run-abc.wandb");
        RunStream first = RunStream.offline(log, problems::add);
        Files.delete(log);
        assertThatThrownBy(() -> RunStream.offline(log, problems::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another run is writing " + log);
        assertThat(first.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(RunStream.offline(log, problems::add).finish(0, 1, Duration.ZERO))
                .isNull();
    }

    @Test
    void countsTheBytesOfATextAsTheServerDoes() {
        for (String text : List.of("", "abc", "\u00fc", "\u20ac", "\ud83d\ude00", "a\u00fc\u20ac\ud83d\ude00z")) {
            assertThat(FileStreamBatch.bytesOf(text))
                    .isEqualTo(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunStream live() throws IOException {
        return live(artifact -> {
            throw new IllegalStateException("no artifact is logged here");
        });
    }

    private RunStream live(ArtifactSink artifacts) throws IOException {
        RunStream stream = RunStream.online(
                dir.resolve("run-abc.wandb"),
                api,
                artifacts,
                RUN,
                UploadedFiles.of(dir.resolve("files"), List.of()),
                Duration.ofMillis(10),
                problems::add);
        stream.append(Record.newBuilder().setRun(RunRecord.newBuilder().setRunId("abc")));
        return stream;
    }

    private Sender sender(LogReader reader, ProgressFile file, Pace pace) {
        Uploads uploads = new Uploads(
                new RunFiles(api, RUN, UploadedFiles.of(dir.resolve("files"), List.of())),
                artifact -> {
                    throw new IllegalStateException("no artifact is logged here");
                },
                "abc",
                api::isClosed,
                problems::add);
        RunDescription description = new RunDescription(
                new LoggedRun(false), new RunBucket(api), RUN, dir.resolve("files"), uploads, problems::add);
        Progress begin = Progress.begin(Progress.Target.of(api.connection().baseUrl(), RUN), 0);
        StoredProgress progress = new StoredProgress(file, begin, problems::add);
        return new Sender(
                reader, api, RUN, description, uploads, progress, pace, () -> LogEnd.Answer.WAIT, problems::add);
    }

    private void send(Sender sender) {
        try {
            sender.send();
        } catch (IOException | InterruptedException e) {
            problems.add(e.toString());
        }
    }

    private static JsonNode next(BlockingQueue<JsonNode> requests) throws InterruptedException {
        JsonNode next = requests.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("a request").isNotNull();
        return next;
    }

    private static void rows(RunStream stream, int from, int to) {
        IntStream.range(from, to).forEach(i -> stream.append(row(Integer.toString(i))));
    }

    private static Record.Builder row(String json) {
        return Record.newBuilder()
                .setHistory(HistoryRecord.newBuilder()
                        .addItem(HistoryItem.newBuilder().addNestedKey("i").setValueJson(json)));
    }
}
