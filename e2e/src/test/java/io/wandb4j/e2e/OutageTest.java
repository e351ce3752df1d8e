package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.stream.LogSync;
import io.wandb4j.internal.stream.Redirection;
import io.wandb4j.internal.stream.RunBucket;
import io.wandb4j.internal.stream.RunIdentity;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.stream.UploadedFiles;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.internal.transport.artifact.Artifacts;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.query.Values;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the network does, the server ends with the rows of the log: each of them, once, in order.
 *
 * <p>Every third seed sends live, every third follows a log that another writes, and every third syncs a log bit by bit;
 * the latter two are also broken off at any moment, as by the end of the process, and begun again. */
class OutageTest {
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(2);
    private static final Map<FailingGateway.Fault, Integer> FAULTS = new EnumMap<>(FailingGateway.Fault.class);

    @TempDir
    static Path dir;

    private static LocalServer server;
    private static Api api;

    @BeforeAll
    static void startServer() {
        server = LocalServer.start(dir.resolve("server"));
        api = Wandb.api(settings());
    }

    @AfterAll
    static void stopServer() {
        api.close();
        server.close();
        System.out.println("outages met: " + FAULTS);
    }

    @TestFactory
    Stream<DynamicTest> theServerHasTheRowsOfTheLogOnceAndInOrder() {
        return outages(
                Long.getLong("wandb4j.soak.outage.first", 1),
                Integer.getInteger("wandb4j.soak.outage.seeds", 6),
                Integer.getInteger("wandb4j.soak.outage.rows", 500));
    }

    @TestFactory
    Stream<DynamicTest> theServerHasTheManyRowsOfTheLogOnceAndInOrder() {
        return outages(1_000_000, Integer.getInteger("wandb4j.soak.outage.long.seeds", 0), 100_000);
    }

    private static Stream<DynamicTest> outages(long first, int seeds, int rows) {
        return LongStream.range(first, first + seeds)
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "seed " + seed + ", " + rows + " rows", () -> new OutageTest().outage(seed, rows)));
    }

    private void outage(long seed, int rows) throws Exception {
        Path folder = Files.createDirectories(dir.resolve("seed-" + seed));
        Path log = folder.resolve("run-seed" + seed + ".wandb");
        try (FailingGateway gateway = FailingGateway.before(server.url(), seed)) {
            List<String> problems =
                    switch ((int) (seed % 3)) {
                        case 0 -> live(log, gateway, seed, rows);
                        case 1 -> followed(log, gateway, seed, rows);
                        default -> bitByBit(log, gateway, seed, rows);
                    };
            assertThat(problems).isEmpty();
            synchronized (FAULTS) {
                gateway.counts().forEach((fault, count) -> FAULTS.merge(fault, count, Integer::sum));
            }
        }
        check(log, rows);
    }

    private static List<String> live(Path log, FailingGateway gateway, long seed, int rows) throws Exception {
        List<String> problems = new CopyOnWriteArrayList<>();
        Path files = log.resolveSibling("files");
        try (ApiClient client = open(gateway)) {
            RunRecord run = LogDraft.run("seed" + seed);
            RunIdentity identity = create(client, run);
            RunStream stream = RunStream.online(
                    log,
                    client,
                    new Artifacts(client, settings())::upload,
                    identity,
                    UploadedFiles.of(files, List.of()),
                    Duration.ZERO,
                    problems::add);
            write(new LogDraft(stream, seed), run, files, seed, rows);
            assertThat(stream.finish(0, 1, Duration.ofMinutes(10))).isNull();
        }
        return problems;
    }

    private static List<String> followed(Path log, FailingGateway gateway, long seed, int rows) throws Exception {
        RunStream stream = RunStream.offline(log, problem -> {
            throw new IllegalStateException(problem);
        });
        RunRecord run = LogDraft.run("seed" + seed);
        LogDraft draft = new LogDraft(stream, seed);
        draft.begin(run);
        CompletableFuture<LogSync.Outcome> sent =
                CompletableFuture.supplyAsync(() -> untilSent(log, gateway, new Random(seed), true));
        write(draft, null, log.resolveSibling("files"), seed, rows);
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        LogSync.Outcome outcome = sent.get();
        assertThat(outcome.complete()).isTrue();
        return outcome.problems();
    }

    private static List<String> bitByBit(Path log, FailingGateway gateway, long seed, int rows) throws Exception {
        RunStream stream = RunStream.offline(log, problem -> {
            throw new IllegalStateException(problem);
        });
        Random random = new Random(seed);
        LogDraft draft = new LogDraft(stream, seed);
        draft.begin(LogDraft.run("seed" + seed));
        for (int i = 0; i < rows; i++) {
            draft.row();
            if (random.nextInt(rows / 10) == 0) {
                assertThat(untilSent(log, gateway, random, false).end()).isEmpty();
            }
        }
        assertThat(stream.finish(0, 1, Duration.ZERO)).isNull();
        LogSync.Outcome outcome = untilSent(log, gateway, random, false);
        assertThat(outcome.complete()).isTrue();
        return outcome.problems();
    }

    private static void write(LogDraft draft, RunRecord run, Path files, long seed, int rows) throws IOException {
        Random random = new Random(~seed);
        if (run != null) {
            draft.begin(run);
        }
        for (int i = 0; i < rows; i++) {
            draft.row();
            if (random.nextInt(rows / 5) == 0) {
                draft.config(i);
                draft.file(files, "notes-" + i + ".txt");
            }
            if (random.nextInt(20) == 0) {
                Thread.yield();
            }
        }
    }

    /** Begins again whenever it was broken off. */
    private static LogSync.Outcome untilSent(Path log, FailingGateway gateway, Random random, boolean follow) {
        while (true) {
            int last = 1 + random.nextInt(100);
            AtomicInteger requests = new AtomicInteger();
            try (ApiClient client = open(gateway)) {
                gateway.onRequest(() -> {
                    if (requests.incrementAndGet() == last) {
                        client.close();
                    }
                });
                LogSync.Options options =
                        new LogSync.Options(Redirection.NONE, follow, Duration.ofHours(1), Duration.ZERO, List.of());
                LogSync sync = new LogSync(
                        log, client, new Artifacts(client, settings())::upload, options, (bytes, sent) -> {});
                return sync.send();
            } catch (CommunicationException e) {
                expectOutage(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static RunIdentity create(ApiClient client, RunRecord run) {
        while (true) {
            try {
                return new RunBucket(client).create(run, "", Duration.ofHours(1));
            } catch (CommunicationException e) {
                expectOutage(e);
            }
        }
    }

    // At its start a client fails early when somebody else answers than a W&B server: the user begins again.
    private static void expectOutage(CommunicationException e) {
        if (e.isRejected()) {
            assertThat(e).hasMessageEndingWith("the answer is not that of a W&B server");
        }
    }

    private static ApiClient open(FailingGateway gateway) {
        return ApiClient.open(
                new Connection(gateway.url(), server.apiKey()), new OutageClock(gateway::onSleep), LONGEST_ATTEMPT);
    }

    private static void check(Path log, int rows) throws IOException {
        List<Map<String, Object>> logged = logged(log);
        assertThat(logged).hasSize(rows);
        StoredRun run = api.run("outages/" + log.getFileName().toString().replaceAll("run-|.wandb", ""));
        List<Map<String, Object>> stored =
                run.scanHistory().map(Values::asMap).map(OutageTest::plain).toList();
        assertThat(stored).isEqualTo(logged);
        assertThat(run.state()).isEqualTo("finished");
        assertThat(run.summary().integer("i")).hasValue(rows - 1);
    }

    private static List<Map<String, Object>> logged(Path log) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (LogReader reader = LogReader.open(log)) {
            for (Optional<Record> record = reader.next(); record.isPresent(); record = reader.next()) {
                if (record.get().hasHistory()) {
                    rows.add(row(record.get().getHistory().getItemList()));
                }
            }
        }
        return rows;
    }

    private static Map<String, Object> row(List<HistoryItem> items) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (HistoryItem item : items) {
            row.put(
                    String.join(".", item.getNestedKeyList()),
                    Json.read(item.getValueJson()).toString());
        }
        return row;
    }

    private static Map<String, Object> plain(Map<String, Object> stored) {
        Map<String, Object> row = new LinkedHashMap<>();
        stored.forEach((key, value) -> {
            if (value instanceof Map<?, ?> nested) {
                nested.forEach((inner, leaf) -> row.put(key + "." + inner, text(leaf)));
            } else {
                row.put(key, text(value));
            }
        });
        return row;
    }

    private static String text(Object value) {
        return Json.MAPPER.valueToTree(value).toString();
    }

    private static Settings settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("outages")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .silent(true)
                .build();
    }
}
