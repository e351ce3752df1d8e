package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.examples.MnistSweep;
import io.wandb4j.examples.mnist.DigitImages;
import io.wandb4j.examples.mnist.Digits;
import io.wandb4j.internal.json.Json;
import io.wandb4j.server.LocalServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The MNIST sweep, run as users run it, is what the official client then reads: every value of every step, the sweep, its
 * best run, and that run's model, which scores in the framework what the run says. Its pages work in a browser. */
class SweepExampleTest {
    private static final Pattern SWEEP = Pattern.compile("/([^/]+)/([^/]+)/sweeps/([a-z0-9]+)");

    private static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? Double.compare(a.asDouble(), b.asDouble()) : a.equals(b) ? 0 : 1;

    @TempDir
    Path dir;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"dl4j", "djl"})
    void whatTheExampleLogsIsWhatPythonReads(String framework) throws Exception {
        Path mnist = mnist();
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            PythonClient python = PythonClient.of(server, dir);
            Matcher sweep = SWEEP.matcher(runExample(server, framework, mnist));
            assertThat(sweep.find()).isTrue();
            Path model = dir.resolve("model");
            String path = sweep.group(1) + "/" + sweep.group(2) + "/" + sweep.group(3);
            String printed = python.run("read_sweep.py", path, model.toString());
            JsonNode read = Json.read(printed.lines()
                    .filter(line -> line.startsWith("{"))
                    .findFirst()
                    .orElseThrow());

            assertThat(read.path("method").asText()).isEqualTo("random");
            assertThat(read.path("runs")).hasSize(2);
            read.path("runs")
                    .forEach(id -> assertRunEqualsItsLog(read.path("listed").path(id.asText()), id.asText()));
            assertThat(loss(read.path("listed").path(read.path("best").asText())))
                    .isEqualTo(lowestLoss(read.path("listed")));
            assertModelScores(framework, model, read.path("model").path("metadata"), mnist);
            assertPagesWork(
                    server,
                    sweep.group(1) + "/" + sweep.group(2),
                    read.path("best").asText(),
                    sweep.group(3));
        }
    }

    private void assertPagesWork(LocalServer server, String project, String run, String sweep) throws Exception {
        Optional<Path> program = Browser.find();
        assumeTrue(program.isPresent(), "skipped: no Chromium or Chrome on the PATH to look at the pages");
        try (Browser browser = Browser.start(program.orElseThrow(), dir.resolve("profile"));
                Tab tab = browser.tab()) {
            DashboardTest.logIn(tab, server);
            for (String page : List.of("", "/runs/" + run, "/sweeps/" + sweep)) {
                tab.open(server.url() + "/" + project + page);
                tab.await("document.querySelectorAll('canvas').length > 0");
                assertThat(tab.text()).contains("batch_size", "epoch/val_loss");
                assertThat(tab.problems()).as(page).isEmpty();
            }
        }
    }

    private void assertRunEqualsItsLog(JsonNode run, String id) {
        assertThat(run.path("state").asText()).isEqualTo("finished");
        assertThat(run.path("config").path("architecture_name").asText()).isEqualTo("MLP");
        assertThat(run.path("config").path("dataset_name").asText()).isEqualTo("MNIST");
        assertThat(run.path("config").path("batch_size").asInt()).isIn(32, 64, 128, 256);
        List<Map<String, Object>> logged = RunLog.of(logOf(id)).rows();
        JsonNode history = run.path("history");
        assertThat(history).hasSize(logged.size());
        for (int step = 0; step < logged.size(); step++) {
            assertRow(history.get(step), step, logged.get(step));
        }
        JsonNode last = history.get(history.size() - 1);
        assertThat(run.path("summary").path("epoch/val_loss").asDouble())
                .isEqualTo(last.path("epoch/val_loss").asDouble());
    }

    private static void assertRow(JsonNode row, int step, Map<String, Object> logged) {
        assertThat(row.path("_step").asInt()).isEqualTo(step);
        logged.forEach((key, value) -> {
            JsonNode expected = Json.MAPPER.valueToTree(value);
            assertThat(expected.equals(BY_VALUE, row.path(key)))
                    .as("step %s, %s: %s instead of %s", step, key, row.path(key), expected)
                    .isTrue();
        });
    }

    private static void assertModelScores(String framework, Path folder, JsonNode metadata, Path mnist)
            throws Exception {
        DigitImages test = Digits.load(Optional.of(mnist)).test();
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        double accuracy = framework.equals("dl4j") ? Models.dl4jAccuracy(file, test) : Models.djlAccuracy(file, test);
        assertThat(accuracy).isCloseTo(metadata.findValue("epoch/val_accuracy").asDouble(), within(1e-6));
    }

    /** The lowest loss, not its run: two runs that drew the same values have the same loss. */
    private static double lowestLoss(JsonNode runs) {
        return runs.valueStream().mapToDouble(SweepExampleTest::loss).min().orElseThrow();
    }

    private static double loss(JsonNode run) {
        return run.path("summary").path("epoch/val_loss").asDouble();
    }

    private Path logOf(String id) {
        try (Stream<Path> files = Files.walk(dir.resolve("wandb").toRealPath())) {
            return files.filter(file -> file.getFileName().toString().equals("run-" + id + ".wandb"))
                    .findFirst()
                    .orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String runExample(LocalServer server, String framework, Path mnist) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MnistSweep.class.getName(),
                        "--framework",
                        framework,
                        "--count",
                        "2",
                        "--data",
                        mnist.toString())
                .directory(dir.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB"));
        builder.environment()
                .putAll(Map.of(
                        "WANDB_BASE_URL", server.url(),
                        "WANDB_API_KEY", server.apiKey(),
                        "WANDB_CACHE_DIR", dir.resolve("cache").toString(),
                        "WANDB_DATA_DIR", dir.resolve("data").toString(),
                        "WANDB_CONFIG_DIR", dir.resolve("config").toString(),
                        "OMP_NUM_THREADS", "1"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** The folder that {@code MNIST_DIR} names, else {@code shared/data/mnist} in a folder above. */
    private static Path mnist() {
        String named = System.getenv("MNIST_DIR");
        Optional<Path> folder = named != null
                ? Optional.of(Path.of(named))
                : Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                        .map(above -> above.resolve("shared").resolve("data").resolve("mnist"))
                        .filter(Files::isDirectory)
                        .findFirst();
        assumeTrue(folder.isPresent(), "skipped: no real MNIST; set MNIST_DIR to the folder of its four files");
        return folder.orElseThrow();
    }
}
