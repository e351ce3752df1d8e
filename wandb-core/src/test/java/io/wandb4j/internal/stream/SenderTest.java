package io.wandb4j.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.AlertRecord;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.FilesRecord;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.HistoryRecord;
import io.wandb4j.internal.log.proto.OutputLoggerRecord;
import io.wandb4j.internal.log.proto.OutputRawRecord;
import io.wandb4j.internal.log.proto.OutputType;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunExitRecord;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.log.proto.StatsItem;
import io.wandb4j.internal.log.proto.StatsRecord;
import io.wandb4j.internal.log.proto.SummaryItem;
import io.wandb4j.internal.log.proto.SummaryRecord;
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
    private static final RunIdentity RUN =
            new RunIdentity("me", "test", "abc", "storage", "happy-sun-1", LineCounts.NONE);

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
                assertThat(progress.history().records()).isEqualTo(5);
                assertThat(progress.history().lines()).isEqualTo(4);
            });
        }
    }

    @Test
    void sendsSystemMetricsAsTheirOwnLines() throws Exception {
        RunStream stream = live();
        stream.append(stats(1_000_001, "cpu", "1.5", "odd", "{broken", "gpu.0.temp", "NaN"));
        stream.append(stats(1_000_003, "text", "\"" + "x".repeat(FileStreamBatch.LONGEST_LINE) + "\""));
        stream.append(stats(1_000_002, "cpu", "2"));
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(server.lines("wandb-events.jsonl"))
                .containsExactly(
                        "{\"_wandb\":true,\"_timestamp\":1000001.25,\"_runtime\":41.25,\"system.cpu\":1.5,"
                                + "\"system.gpu.0.temp\":NaN}",
                        "{\"_wandb\":true,\"_timestamp\":1000002.25,\"_runtime\":42.25,\"system.cpu\":2}");
        assertThat(problems).isEmpty();
    }

    @Test
    void sendsConsoleLinesAsTheServerWantsThem() throws Exception {
        RunStream stream = live();
        print(stream, OutputType.STDOUT, "half ");
        print(stream, OutputType.STDERR, "bad \"news\"\n");
        print(stream, OutputType.STDOUT, "a line\n");
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(server.lines("output.log"))
                .containsExactly(
                        "1970-01-12T13:46:40.250000 half a line", "ERROR 1970-01-12T13:46:40.250000 bad \"news\"");
        assertThat(dir.resolve("files/output.log")).hasContent("half a line\nbad \"news\"\n");
        assertThat(server.uploads()).contains("/put/output.log");
    }

    @Test
    void tellsOfLinesThatItCuts() throws Exception {
        RunStream stream = live();
        for (int i = 0; i < 3; i++) {
            print(stream, OutputType.STDOUT, "x".repeat(5000) + "\n");
        }
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(server.lines("output.log")).hasSize(3);
        assertThat(problems)
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("Cut a line of output behind 4096 characters"))
                .anyMatch(problem -> problem.startsWith("Cut 3 lines of output in all"));
    }

    @Test
    void sendsConsoleLinesAsJsonWhereTheServerReadsIt() throws Exception {
        server.answer(
                "ServerFeaturesQuery",
                "{\"serverInfo\":{\"features\":[{\"name\":\"STRUCTURED_CONSOLE_LOGS\",\"isEnabled\":true}]}}");
        RunStream stream = live();
        print(stream, OutputType.STDERR, "bad \"news\"\n");
        stream.append(Record.newBuilder()
                .setOutputLogger(OutputLoggerRecord.newBuilder().setLine("one\ntwo\n")));
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        List<String> lines = server.lines("output.log");
        assertThat(lines.get(0))
                .isEqualTo(
                        "{\"level\":\"error\",\"ts\":\"1970-01-12T13:46:40.250000\",\"content\":\"bad \\\"news\\\"\"}");
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> Json.read(line).path("content").asText())
                .containsExactly("one", "two");
    }

    @Test
    void sendsALineAgainAfterItChanged() throws Exception {
        BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();
        server.answerStream(body -> {
            requests.add(body);
            return ScriptedServer.json("{}");
        });
        RunStream stream = live();
        print(stream, OutputType.STDOUT, "done\n10 %");
        String request;
        do {
            request = next(requests).toString();
        } while (!request.contains("10 %"));
        print(stream, OutputType.STDOUT, "\r20 %");
        JsonNode chunk = next(requests).at("/files/output.log");
        while (chunk.isMissingNode()) {
            chunk = next(requests).at("/files/output.log");
        }
        assertThat(chunk.path("offset").asInt()).isEqualTo(1);
        assertThat(chunk.path("content")).hasSize(1);
        assertThat(chunk.toString()).contains("20 %").doesNotContain("done");
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
    }

    @Test
    void spreadsAHugeOutputOverRequestsAndEndsTheRunWithTheLast() throws Exception {
        RunStream stream = live();
        String line = "x".repeat(4000);
        print(stream, OutputType.STDOUT, (line + "\n").repeat(8000));
        assertThat(stream.finish(5, 1, Duration.ZERO)).isNull();
        assertThat(server.lines("output.log")).hasSize(8000).allMatch(sent -> sent.endsWith(line));
        assertThat(server.fileStream().stream()
                        .filter(body -> body.path("files").has("output.log")))
                .hasSize(4);
        assertThat(server.fileStream().stream().filter(body -> body.has("complete")))
                .containsExactly(server.fileStream().get(server.fileStream().size() - 1));
    }

    @Test
    void goesOnBehindTheLinesThatTheServerHas() throws Exception {
        Path log = dir.resolve("run-abc.wandb");
        RunStream stream = RunStream.offline(log, problems::add);
        stream.append(Record.newBuilder().setRun(RunRecord.newBuilder().setRunId("abc")));
        for (int i = 0; i < 50; i++) {
            rows(stream, i, i + 1);
            stream.append(stats(i, "cpu", Integer.toString(i)));
            print(stream, OutputType.STDOUT, i + "\n");
        }
        stream.append(Record.newBuilder().setAlert(AlertRecord.newBuilder().setTitle("known")));
        stream.append(Record.newBuilder()
                .setAlert(AlertRecord.newBuilder().setTitle("new").setLevel("WARN")));
        stream.finish(0, 1, Duration.ZERO);
        try (ProgressFile file = ProgressFile.open(log);
                LogReader reader = LogReader.open(log)) {
            Progress begin = Progress.begin(
                            Progress.Target.of(api.connection().baseUrl(), RUN), new LineCounts(1000, 2000, 3000))
                    .with(
                            new Progress.Lines(1000, 45, 44),
                            new Progress.Lines(2000, 46, 45),
                            new Progress.Lines(3000, 47, 47))
                    .withAlerts(1);
            sender(reader, file, new Pace(Duration.ZERO, System::nanoTime), begin)
                    .send();
            JsonNode files = server.fileStream().get(0).path("files");
            assertThat(files.at("/wandb-history.jsonl/offset").asInt()).isEqualTo(1044);
            assertThat(files.at("/wandb-history.jsonl/content")).hasSize(5);
            assertThat(files.at("/wandb-events.jsonl/offset").asInt()).isEqualTo(2045);
            assertThat(files.at("/wandb-events.jsonl/content")).hasSize(4);
            assertThat(files.at("/output.log/offset").asInt()).isEqualTo(3047);
            assertThat(files.at("/output.log/content")).hasSize(3);
            assertThat(server.alerts())
                    .extracting(alert -> alert.path("title").asText())
                    .containsExactly("new");
            assertThat(file.read()).hasValueSatisfying(progress -> {
                assertThat(progress.history()).isEqualTo(new Progress.Lines(1000, 50, 49));
                assertThat(progress.events()).isEqualTo(new Progress.Lines(2000, 50, 49));
                assertThat(progress.console()).isEqualTo(new Progress.Lines(3000, 50, 50));
                assertThat(progress.alerts()).isEqualTo(2);
            });
        }
        assertThat(dir.resolve("files/output.log").toFile()).exists();
        assertThat(Files.readAllLines(dir.resolve("files/output.log"))).hasSize(50);
    }

    @Test
    void tellsOfAnAlertThatTheServerRefusesAndGoesOn() throws Exception {
        server.refuseAlerts();
        RunStream stream = live();
        stream.append(Record.newBuilder().setAlert(AlertRecord.newBuilder().setTitle("too late")));
        rows(stream, 0, 3);
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(server.lines("wandb-history.jsonl")).hasSize(3);
        assertThat(problems).hasSize(1).first().asString().startsWith("alert \"too late\" was not raised: ");
    }

    @Test
    void uploadsMoreFilesThanOneRequestNames() throws Exception {
        Files.createDirectories(dir.resolve("files"));
        FilesRecord.Builder files = FilesRecord.newBuilder();
        for (int i = 0; i < 1000; i++) {
            Files.writeString(dir.resolve("files/" + i + ".txt"), "x");
            files.addFiles(FilesItem.newBuilder().setPath(i + ".txt").setPolicy(FilesItem.PolicyType.END));
        }
        RunStream stream = live();
        stream.append(Record.newBuilder().setFiles(files));
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(server.uploads().stream().filter(path -> path.endsWith(".txt")))
                .hasSize(1000)
                .doesNotHaveDuplicates();
    }

    @Test
    void uploadsNoFileThatItDidNotName() throws Exception {
        Files.createDirectories(dir.resolve("files"));
        Files.writeString(dir.resolve("secret.txt"), "x");
        Files.writeString(dir.resolve("files/mine.txt"), "x");
        server.answer(
                "CreateRunFiles",
                "{\"createRunFiles\":{\"files\":[{\"name\":\"../secret.txt\",\"uploadUrl\":\"" + server.url()
                        + "/put/secret\"}]}}");
        RunStream stream = live();
        save(stream, "mine.txt");
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(server.uploads()).isEmpty();
        assertThat(problems).contains("could not upload file mine.txt: the server gave no address for it");
        assertThat(isComplete()).isFalse();
    }

    @Test
    void tellsOfFilesThatAreGone() throws Exception {
        RunStream stream = live();
        save(stream, "gone.txt");
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(problems).containsExactly("cannot upload gone.txt: there is no such file any more");
    }

    @ParameterizedTest(name = "HTTP {0}")
    @ValueSource(ints = {400, 404})
    void aChangeOfTheRunThatTheServerRefusesIsToldAndEndsNothingElse(int status) throws Exception {
        server.refuseRuns(status);
        RunStream stream = live();
        stream.append(Record.newBuilder()
                .setRun(RunRecord.newBuilder().setRunId("abc").addTags("odd")));
        rows(stream, 0, 3);
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(server.lines("wandb-history.jsonl")).hasSize(3);
        assertThat(problems).singleElement().asString().contains("refused by the server");
    }

    @Test
    void anArtifactThatComesAfterTheEndOfTheSendingFailsAtOnce() throws Exception {
        server.answerStream(body -> ScriptedServer.status(400));
        RunStream stream = live();
        rows(stream, 0, 1);
        assertThat(stream.finish(0, 1, Duration.ZERO)).startsWith("data is not sent any more: ");
        assertThat(stream.append(ArtifactRecord.newBuilder().setClientId("c").build()))
                .isCompletedExceptionally();
    }

    @Test
    void leavesOutASummaryThatIsTooLong() throws Exception {
        RunStream stream = live();
        stream.append(summary("\"" + "x".repeat(FileStreamBatch.LONGEST_LINE) + "\""));
        rows(stream, 0, 3);
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        assertThat(server.lines("wandb-summary.json")).isEmpty();
        assertThat(server.lines("wandb-history.jsonl")).hasSize(3);
        assertThat(server.uploads()).contains("/put/wandb-summary.json");
        assertThat(problems)
                .containsExactly(
                        "Skipped uploading summary data that exceeded size limit (10383368 > 10383360 bytes).");
    }

    private boolean isComplete() throws IOException {
        try (ProgressFile file = ProgressFile.open(dir.resolve("run-abc.wandb"))) {
            return file.isComplete();
        }
    }

    private static void save(RunStream stream, String path) {
        stream.append(Record.newBuilder()
                .setFiles(
                        FilesRecord.newBuilder().addFiles(FilesItem.newBuilder().setPath(path))));
    }

    private static Record.Builder summary(String json) {
        return Record.newBuilder()
                .setSummary(SummaryRecord.newBuilder()
                        .addUpdate(SummaryItem.newBuilder().setKey("s").setValueJson(json)));
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
        stream.append(Record.newBuilder()
                .setRun(RunRecord.newBuilder()
                        .setRunId("abc")
                        .setRuntime(40)
                        .setStartTime(Timestamp.newBuilder().setSeconds(1_000_000))));
        return stream;
    }

    private Sender sender(LogReader reader, ProgressFile file, Pace pace) {
        return sender(
                reader,
                file,
                pace,
                Progress.begin(Progress.Target.of(api.connection().baseUrl(), RUN), LineCounts.NONE));
    }

    private Sender sender(LogReader reader, ProgressFile file, Pace pace, Progress begin) {
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
        JsonNode next = requests.poll(3, TimeUnit.MINUTES);
        assertThat(next).as("a request").isNotNull();
        return next;
    }

    private static Record.Builder stats(long second, String... items) {
        StatsRecord.Builder stats = StatsRecord.newBuilder().setTimestamp(quarterPast(second));
        for (int i = 0; i < items.length; i += 2) {
            stats.addItem(StatsItem.newBuilder().setKey(items[i]).setValueJson(items[i + 1]));
        }
        return Record.newBuilder().setStats(stats);
    }

    private static void print(RunStream stream, OutputType type, String text) {
        stream.append(Record.newBuilder()
                .setOutputRaw(OutputRawRecord.newBuilder()
                        .setOutputType(type)
                        .setTimestamp(quarterPast(1_000_000))
                        .setLine(text)));
    }

    private static Timestamp quarterPast(long second) {
        return Timestamp.newBuilder().setSeconds(second).setNanos(250_000_000).build();
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
