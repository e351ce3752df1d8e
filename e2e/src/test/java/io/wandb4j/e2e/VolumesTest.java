package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wandb4j.Wandb;
import io.wandb4j.internal.json.Json;
import io.wandb4j.media.Image;
import io.wandb4j.media.Table;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredFile;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many media: memory stays flat, nothing is lost, and who logs does not wait for others.
 *
 * <p>{@code -Dwandb4j.soak.images=100000 -Dwandb4j.soak.rows=200000} takes as many as a large training logs. */
class VolumesTest {
    private static final int IMAGES = Integer.getInteger("wandb4j.soak.images", 300);
    private static final int ROWS = Integer.getInteger("wandb4j.soak.rows", 5_000);
    private static final int CHECKS = 10;
    private static final long MOST_GROWTH = 64L << 20;

    @TempDir
    Path dir;

    @Test
    void everyImageArrivesAndMemoryStaysFlat() {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            long[] nanos = new long[IMAGES];
            long[] heap = new long[CHECKS];
            long begin = System.nanoTime();
            long work = cpuNanos();
            try (Run run = Wandb.init(settings(server, "images"))) {
                for (int i = 0; i < IMAGES; i++) {
                    Map<String, Image> row = Map.of("image", image(i));
                    long start = System.nanoTime();
                    run.log(row);
                    nanos[i] = System.nanoTime() - start;
                    if ((i + 1) % (IMAGES / CHECKS) == 0) {
                        heap[i / (IMAGES / CHECKS)] = usedHeap();
                    }
                }
                double worked = (cpuNanos() - work) / 1e6 / IMAGES;
                say(
                        "%d images logged in %.1f s, of work %.3f ms each; log(): %s",
                        IMAGES, seconds(begin), worked, latencies(nanos));
            }
            say("all of them on the server after %.1f s; heap %s MB", seconds(begin), megabytes(heap));
            assertThat(heap[CHECKS - 1] - heap[1]).isLessThan(MOST_GROWTH);
            try (Api api = Wandb.api(settings(server, "images"))) {
                assertComplete(api.run("images"));
            }
        }
    }

    @Test
    void aLongTableArrivesWholeAndKeepsNoOtherThreadWaiting() throws Exception {
        Table table = table();
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            try (Run run = Wandb.init(settings(server, "long"))) {
                run.log(Map.of("warm", Table.columns("i").add(1).build()));
                AtomicBoolean done = new AtomicBoolean();
                Waits waits = new Waits(run, done);
                waits.start();
                long start = System.nanoTime();
                long work = cpuNanos();
                run.log(Map.of("table", table));
                double worked = (cpuNanos() - work) / 1e9;
                double taken = seconds(start);
                done.set(true);
                waits.join();
                say(
                        "table of %d rows: log() %.2f s, of work %.2f s; %d rows of another thread meanwhile, slowest"
                                + " %.1f ms",
                        ROWS, taken, worked, waits.rows, waits.longest / 1e6);
                assertThat(waits.rows).isPositive();
            }
            try (Api api = Wandb.api(settings(server, "long"))) {
                assertThat(rowsOfTheArtifact(api.run("long"))).isEqualTo(Math.min(ROWS, Table.MAX_ARTIFACT_ROWS));
            }
        }
    }

    /** Another thread of the program, which logs all the time. */
    private static final class Waits extends Thread {
        private final Run run;
        private final AtomicBoolean done;
        private long rows;
        private long longest;

        Waits(Run run, AtomicBoolean done) {
            this.run = run;
            this.done = done;
        }

        @Override
        public void run() {
            do { // once at least, however late this thread begins
                long start = System.nanoTime();
                run.log(Map.of("loss", rows));
                longest = Math.max(longest, System.nanoTime() - start);
                rows++;
                Thread.onSpinWait();
            } while (!done.get());
        }
    }

    private static void assertComplete(StoredRun run) {
        Set<String> files = new HashSet<>();
        run.files().map(StoredFile::name).forEach(files::add);
        Set<String> rows = new HashSet<>();
        run.scanHistory("image").forEach(row -> {
            Object path = ((Map<?, ?>) row.get("image").orElseThrow()).get("path");
            rows.add(String.valueOf(path));
        });
        assertThat(rows).hasSize(IMAGES);
        rows.removeAll(files);
        assertThat(rows).as("images that rows name and the server lacks").isEmpty();
    }

    private long rowsOfTheArtifact(StoredRun run) throws IOException {
        Path folder = run.loggedArtifacts().stream()
                .filter(version -> version.nameAndVersion().contains("-table:"))
                .findFirst()
                .orElseThrow()
                .download(dir.resolve("artifact"));
        long rows = 0;
        try (JsonParser json = Json.MAPPER.createParser(Files.newInputStream(folder.resolve("table.table.json")))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                boolean isRow = token == JsonToken.START_ARRAY
                        && json.getParsingContext().getParent().inArray()
                        && "data"
                                .equals(json.getParsingContext()
                                        .getParent()
                                        .getParent()
                                        .getCurrentName());
                rows += isRow ? 1 : 0;
            }
        }
        return rows;
    }

    private static Table table() {
        Table.Builder rows = Table.columns("id", "text", "score", "good");
        long start = System.nanoTime();
        for (int i = 0; i < ROWS; i++) {
            rows.add(i, "prediction number " + i, Math.sin(i), i % 2 == 0);
        }
        Table table = rows.build();
        say("table of %d rows: made in %.2f s", ROWS, seconds(start));
        return table;
    }

    /** An image of 8 x 8 pixels that no other number has. */
    private static Image image(int number) {
        int[][] pixels = new int[8][8];
        for (int i = 0; i < 32; i++) {
            pixels[i / 8][i % 8] = (number >> i & 1) * 255;
        }
        return Image.of(pixels);
    }

    /** The least of several readings: other threads allocate between collection and reading. */
    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static String latencies(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "p50 %.3f ms, p99 %.3f ms, longest %.1f ms",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private static String megabytes(long[] bytes) {
        return Arrays.toString(Arrays.stream(bytes).map(used -> used >> 20).toArray());
    }

    /** What this thread had of the processors, which counts on a busy machine, too. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    private Settings settings(LocalServer server, String id) {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("volumes")
                .id(id)
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .silent(true)
                .build();
    }
}
