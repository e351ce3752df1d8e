package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.media.Graph;
import io.wandb4j.media.Html;
import io.wandb4j.media.Table;
import io.wandb4j.media.Video;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages of runs that log one of everything: every kind is there to see.
 *
 * <p>With {@code -Dscreenshots=FOLDER} it leaves pictures there.
 */
class MediaPagesTest {

    private static final int WIDTH = 1280;
    /** So tall that no panel waits until one scrolls to it. */
    private static final int ALL = 9000;

    private static final int LINES = 100_000;
    private static final int ROWS = 200_000;

    @TempDir
    static Path folder;

    private static LocalServer server;
    private static Browser browser;
    private static String everything = "";
    private static String gallery = "";

    private Tab tab;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Browser.find();
        assumeTrue(program.isPresent(), "no Chromium or Chrome on the PATH: the dashboard is not looked at");
        server = LocalServer.start(folder.resolve("server"));
        browser = Browser.start(program.get(), folder.resolve("profile"));
        Demo demo = new Demo(server, folder.resolve("runs"));
        try (Tab tab = browser.tab()) {
            DashboardTest.logIn(tab, server);
            Path film = film(tab);
            try (Run run = demo.start("media", "one of everything", Map.of())) {
                everything = run.url().orElseThrow();
                new MediaProgram(run, MediaInputs.write(folder.resolve("inputs"))).logAll();
                Graph layers = Graph.of(List.of(
                        new Graph.Node("in", "Dense", "(8)", 40, List.of()),
                        new Graph.Node("left", "Dense", "(4)", 36, List.of("in")),
                        new Graph.Node("right", "Dense", "(4)", 36, List.of("in"))));
                Html script = Html.ofRaw("<script>document.write(1 + 1)</script>");
                run.log(Map.of("clip", Video.of(film), "script", script, "graph", layers));
            }
            try (Run run = demo.start("media", "finding shapes", Map.of("learning_rate", 0.01, "network", "small"))) {
                gallery = run.url().orElseThrow();
                new MediaDemo(run, folder.resolve("shapes")).log(film);
                demo.send(run, MediaDemo.fromTheMachine(400));
            }
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void openTab() throws Exception {
        tab = browser.tab();
    }

    @AfterEach
    void closeTab() {
        tab.close();
    }

    @Test
    void showsEveryKindOfMedium() {
        open(everything + "#media", ALL);
        for (String key :
                List.of("rgb", "grey", "rgba", "file", "nested.deep/er", "overlaid", "list", "many", "shown")) {
            tab.await(inPanel(key, "panel.querySelector('img') !== null"));
            // those further down in a gallery wait until one scrolls to them
            tab.evaluate(inPanel(key, "panel.querySelectorAll('img').forEach(it => it.loading = 'eager')"));
            tab.await(inPanel(key, "[...panel.querySelectorAll('img')].every(it => it.naturalWidth > 0)"));
        }
        tab.await(inPanel("overlaid", drawn("canvas.overlay")));
        assertThat(texts("overlaid", ".chip"))
                .anyMatch(it -> it.startsWith("cat"))
                .anyMatch(it -> it.startsWith("sky"));
        assertThat(texts("list", ".caption")).contains("no 0", "no 2");
        tab.await(inPanel("many", "panel.querySelectorAll('img').length === 108"));
        for (String key : List.of("sound", "sounds", "samples")) {
            tab.await(inPanel(key, "panel.querySelector('audio')?.duration > 0"));
        }
        tab.await(inPanel("clip", "panel.querySelector('video')?.videoWidth > 0"));
        tab.await(inPanel("films", "panel.querySelectorAll('video').length === 2"));
        for (String key : List.of("page", "bare", "headed", "whole", "pages", "notes", "texts", "script")) {
            tab.await(inPanel(key, "panel.querySelector('iframe')?.contentDocument === null"));
        }
        for (String key : List.of("model", "points", "coloured", "lidar", "models", "molecule")) {
            tab.await(inPanel(key, "panel.querySelector('canvas.space, a[download]') !== null"));
        }
        for (String key : List.of("model", "points", "coloured", "lidar", "models")) {
            tab.await(inPanel(key, drawn("canvas.space")));
        }
        for (String key : List.of("figure", "counts", "counted", "two", "mixed")) {
            tab.await(inPanel(key, drawn(".canvas canvas")));
        }
        tab.await(inPanel("graph", "panel.querySelectorAll('.layered path').length === 2"));
        assertThat(texts("graph", ".node small")).containsExactly("Dense", "Dense", "Dense");
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void showsEveryTableChartAndAlert() {
        open(everything + "#tables", ALL);
        Map<String, String> rows = Map.of(
                "plain", "3 rows",
                "tables/rich", "2 rows",
                "boxed", "1 row",
                "long table", "10,050 rows",
                "mixed_types", "3 rows",
                "mutable", "2 rows",
                "growing", "6 rows · 3 increments");
        rows.forEach((key, text) -> tab.await(
                inPanel(key, "panel.querySelector('.data-table [role=status]').textContent === '" + text + "'")));
        tab.await(inPanel(
                "tables/rich",
                "panel.querySelectorAll('img.thumb').length === 2"
                        + " && [...panel.querySelectorAll('img.thumb')].every(it => it.naturalWidth > 0)"));
        assertThat(texts("plain", "th small")).containsExactly("text", "number", "boolean");
        tab.evaluate(inPanel("boxed", "panel.querySelector('tr.row').click()"));
        tab.await("(panel => panel && " + drawn("canvas.overlay") + ")(document.querySelector('dialog'))");
        assertThat(tab.problems()).isEmpty();

        open(everything, ALL);
        for (String key : List.of(
                "A line",
                "thin",
                "Points",
                "Bars",
                "Bins",
                "Series",
                "own",
                "ROC Curve",
                "Precision-Recall Curve",
                "Fine",
                "Confusion Matrix Curve")) {
            tab.await(inPanel(key, drawn(".canvas canvas")));
        }
        tab.await(inPanel(
                "T", "panel.textContent.includes('someone/preset') && panel.querySelectorAll('tr.row').length === 3"));
        tab.await(inPanel("seen", "panel.textContent.includes('someone/panel')"));
        openTabOfRun("Overview");
        tab.await("document.querySelector('.alert.warn')?.textContent.includes('look at it')");
        assertThat(tab.evaluate("document.querySelectorAll('.alert').length").asInt())
                .isEqualTo(2);
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void walksThroughTheStepsOfAMedium() throws IOException {
        open(gallery + "#media", 1780);
        String key = "predictions/scene";
        tab.await(inPanel(key, drawn("canvas.overlay")));
        tab.await(inPanel("film", "panel.querySelector('video').readyState >= 2"));
        tab.await(inPanel("figure", drawn(".canvas canvas")));
        tab.await(inPanel("shapes/ring", drawn("canvas.space")));
        tab.await(inPanel("weights", "panel.querySelectorAll('.canvas canvas').length === 2"));
        picture("media");
        assertThat(note(key)).isEqualTo("step 7 · 8 of 8");
        String last = pictureOf(key);
        tab.evaluate(
                inPanel(key, "panel.focus(), panel.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }))"));
        tab.await(inPanel(key, "!['', '" + last + "'].includes(panel.querySelector('img').src)"));
        assertThat(note(key)).isEqualTo("step 6 · 7 of 8");
        tab.await(inPanel(key, drawn("canvas.overlay")));
        String pixels = "panel.querySelector('canvas.overlay').toDataURL()";
        tab.evaluate(inPanel(key, "window.before = " + pixels + ", panel.querySelector('.chip').click()"));
        tab.await(inPanel(key, pixels + " !== window.before")); // a class is switched off
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void sortsAndFiltersTablesWithPictures() throws IOException {
        open(gallery + "#tables", 1150);
        String key = "tables/predictions";
        tab.await(
                inPanel(key, "[...panel.querySelectorAll('img.thumb')].filter(it => it.naturalWidth > 0).length > 5"));
        picture("table");
        tab.evaluate(inPanel(
                key, "[...panel.querySelectorAll('th button')].find(it => it.textContent === 'confidence').click()"));
        List<Double> values = texts(key, "tr.row td:nth-child(6)").stream()
                .map(Double::valueOf)
                .toList();
        assertThat(values).hasSizeGreaterThan(5).isSorted();
        filter(key, "truth", "circle");
        filter(key, "confidence", ">=0.9");
        tab.await(inPanel(
                key,
                "[...panel.querySelectorAll('tr.row')].length > 0 &&"
                        + " [...panel.querySelectorAll('tr.row')].every(it => it.children[3].textContent ==="
                        + " 'circle' && Number(it.children[5].textContent) >= 0.9)"));
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void keepsAHugeTableAndAHugeLogAtHand() throws Exception {
        Demo demo = new Demo(server, folder.resolve("huge"));
        Table.Builder rows = Table.columns("i", "half");
        IntStream.range(0, ROWS).forEach(i -> rows.add(i, i / 2.0));
        String url;
        try (Run run = demo.start("media", "huge", Map.of())) {
            url = run.url().orElseThrow();
            run.log(Map.of("huge", rows.build()));
            demo.send(run, Map.of("output.log", MediaDemo.fromTheMachine(LINES).get("output.log")));
        }
        open(url + "#tables", 1000);
        tab.await(inPanel("huge", "panel.querySelector('[role=status]')?.textContent === '200,000 rows'"));
        tab.evaluate(inPanel("huge", "panel.querySelector('.data').scrollTop = 1e9"));
        tab.await(inPanel("huge", "panel.textContent.includes('199999')"));
        assertThat(count("huge", "tr")).isLessThan(100);

        openTabOfRun("Logs");
        tab.await("document.querySelectorAll('.log .line').length > 20");
        tab.evaluate("(() => { const box = document.querySelector('.filter'); box.value = 'ROUND 99999';"
                + " box.dispatchEvent(new Event('input')); })()");
        tab.await("document.querySelector('.bar [role=status]').textContent === '1 match in 100,000 lines'");
        tab.await("document.querySelector('.log .line mark')?.textContent === 'round 99999'");
        tab.evaluate("document.querySelector('.log .number').click()");
        tab.await("document.querySelector('.log .marked')?.textContent.includes('round 99999')");
        assertThat(tab.evaluate("document.querySelectorAll('.log .line').length")
                        .asInt())
                .isLessThan(150);
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void showsConsoleSystemFilesAndOverview() throws IOException {
        open(gallery, 1500);
        tab.await(inPanel("Waves", drawn(".canvas canvas")));
        assertThat(tab.evaluate("[...document.querySelectorAll('[data-chart]')].map(it => it.dataset.chart)"))
                .extracting(JsonNode::asText)
                .containsExactly("train/loss", "val/loss"); // the epoch is hidden
        picture("charts");
        openTabOfRun("Logs");
        tab.look(WIDTH, 800, false);
        tab.await("document.querySelector('.log .line .green') !== null");
        tab.evaluate("document.querySelector('.log').scrollTop = 800");
        tab.await("document.querySelector('.log .line.error') !== null");
        picture("log");
        openTabOfRun("System");
        tab.look(WIDTH, 1250, false);
        tab.await("document.querySelectorAll('canvas').length > 5");
        assertThat(tab.evaluate("[...document.querySelectorAll('summary')].map(it => it.firstChild.textContent)"))
                .extracting(JsonNode::asText)
                .contains("CPU", "Memory", "GPU", "JVM", "Disk", "Network");
        picture("system");
        openTabOfRun("Files");
        tab.look(WIDTH, 800, false);
        tab.await("document.querySelector('.folder')?.textContent === 'media'");
        tab.evaluate("[...document.querySelectorAll('td a')].find(it => it.textContent === 'config.yaml').click()");
        tab.await("document.querySelector('.preview code')?.textContent.includes('learning_rate')");
        picture("files");
        openTabOfRun("Overview");
        tab.await("document.querySelector('.overview')?.textContent.includes('learning_rate')");
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void drawsWhereAModelComesFromAndWhoUsesIt() throws Exception {
        Demo demo = new Demo(server, folder.resolve("pipeline"));
        step(demo, "collect", List.of(), "photos", "dataset");
        step(demo, "clean up", List.of("photos:latest"), "shapes", "dataset");
        step(demo, "train small", List.of("shapes:latest"), "finder", "model");
        step(demo, "train large", List.of("shapes:latest"), "finder-large", "model");
        step(demo, "compare", List.of("finder:latest", "finder-large:latest"), "comparison", "report");
        open(server.url() + "/" + server.entity() + "/pipeline/artifacts/dataset/shapes/v0#lineage", 620);
        tab.await("document.querySelectorAll('.node').length === 10");

        assertThat(tab.evaluate("[...document.querySelectorAll('.layer')].map(it =>"
                        + " [...it.querySelectorAll('a')].map(name => name.textContent).sort().join(' + '))"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "collect",
                        "photos:v0",
                        "clean up",
                        "shapes:v0",
                        "train large + train small",
                        "finder-large:v0 + finder:v0",
                        "compare",
                        "comparison:v0");
        assertThat(tab.evaluate("document.querySelectorAll('.layered path').length")
                        .asInt())
                .isEqualTo(10);
        assertThat(tab.problems()).isEmpty();
        picture("lineage");
    }

    @Test
    void drawsTheRunsAroundAModelThatWasUsedByItsAliasInARegistry() throws Exception {
        Demo demo = new Demo(server, folder.resolve("registry"));
        try (Run run = demo.start("registered", "train", Map.of())) {
            Artifact model = Artifact.create("finder", "model").addContent("weights", "w".getBytes(UTF_8));
            run.linkArtifact(run.logArtifact(model).get(), "wandb-registry-model/finder", "production");
        }
        String registered = server.entity() + "/wandb-registry-model";
        try (Run run = demo.start("registered", "evaluate", Map.of())) {
            run.useArtifact(registered + "/finder:production");
        }
        for (String project : List.of(server.entity() + "/registered", registered)) {
            open(server.url() + "/" + project + "/artifacts/model/finder/v0#lineage", 460);
            tab.await("document.querySelectorAll('.node').length === 3");
            assertThat(tab.evaluate(
                            "[...document.querySelectorAll('.layer')].map(it => it.querySelector('a').textContent)"))
                    .extracting(JsonNode::asText)
                    .containsExactly("train", "finder:v0", "evaluate");
            assertThat(tab.evaluate("document.querySelector('.facts').textContent")
                            .asText())
                    .contains(
                            project.equals(registered)
                                    ? "Aliases latest, production, registered/finder:latestSize"
                                    : "Aliases latest, wandb-registry-model/finder:latest,"
                                            + " wandb-registry-model/finder:productionSize");
        }
        assertThat(tab.problems()).isEmpty();
        picture("model");
    }

    private static void step(Demo demo, String name, List<String> used, String made, String type) {
        try (Run run = demo.start("pipeline", name, Map.of())) {
            used.forEach(run::useArtifact);
            run.logArtifact(Artifact.create(made, type).addContent("content.txt", name.getBytes(UTF_8)));
        }
    }

    @Test
    void keepsPagesOfARunAwayFromTheSessionAndFromOtherHosts() {
        open(everything + "#media", ALL);
        tab.await(inPanel("script", "panel.querySelector('iframe')?.contentDocument === null"));
        assertThat(tab.evaluate(inPanel("script", "panel.querySelector('iframe').getAttribute('sandbox')"))
                        .asText())
                .isEqualTo("allow-scripts");
        String policy = tab.evaluate(inPanel(
                        "script",
                        "fetch(panel.querySelector('iframe').src)"
                                + ".then(it => it.headers.get('content-security-policy'))"))
                .asText();
        assertThat(policy).startsWith("sandbox allow-scripts;").contains("default-src 'self'");
        tab.evaluate(inPanel("script", "panel.querySelector('.page button').click()"));
        assertThat(tab.evaluate(inPanel("script", "panel.querySelector('iframe').src"))
                        .asText())
                .endsWith("elsewhere=allow");
    }

    private void open(String address, int height) {
        tab.look(WIDTH, height, false);
        tab.open("about:blank");
        tab.open(address);
        tab.await("document.querySelector('[role=tab]') !== null");
    }

    private void openTabOfRun(String title) {
        tab.evaluate(
                "[...document.querySelectorAll('[role=tab]')].find(it => it.textContent === '" + title + "').click()");
    }

    private static String inPanel(String key, String expression) {
        return "(panel => panel && (" + expression + "))(document.querySelector('[data-medium=\"" + key + "\"]'))";
    }

    /** Whether there are canvases under a selector, and each that is seen holds more than one colour. */
    private static String drawn(String selector) {
        return "(all => all.length > 0 && all.every(it => it.width > 0 && new Set(new Uint32Array(it.getContext('2d')"
                + ".getImageData(0, 0, it.width, it.height).data.buffer)).size > 1))"
                + "([...panel.querySelectorAll('" + selector + "')].filter(it => it.clientWidth > 0))";
    }

    private List<String> texts(String key, String selector) {
        JsonNode found =
                tab.evaluate(inPanel(key, "[...panel.querySelectorAll('" + selector + "')].map(it => it.textContent)"));
        return IntStream.range(0, found.size())
                .mapToObj(i -> found.get(i).asText())
                .toList();
    }

    private int count(String key, String selector) {
        return tab.evaluate(inPanel(key, "panel.querySelectorAll('" + selector + "').length"))
                .asInt();
    }

    private String note(String key) {
        return texts(key, "figcaption span").get(0);
    }

    private String pictureOf(String key) {
        return tab.evaluate(inPanel(key, "panel.querySelector('img').src")).asText();
    }

    private void filter(String key, String column, String text) {
        tab.evaluate(inPanel(
                key,
                "(box => { box.value = '" + text + "'; box.dispatchEvent(new Event('input')); })"
                        + "(panel.querySelector('[aria-label=\"Filter " + column + "\"]'))"));
    }

    /** A film of a square on its way, recorded by the browser itself. */
    private static Path film(Tab tab) throws IOException {
        String data = tab.evaluate(
                        "(async () => { const canvas = document.createElement('canvas'); Object.assign(canvas, {"
                                + " width: 160, height: 120 }); const context = canvas.getContext('2d'); const recorder ="
                                + " new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' }); const parts ="
                                + " []; recorder.ondataavailable = it => parts.push(it.data); recorder.start(); for (let"
                                + " at = 0; at < 25; at++) { context.fillStyle = '#e9e4d8'; context.fillRect(0, 0, 160,"
                                + " 120); context.fillStyle = '#3c7ab8'; context.fillRect(5 * at, 40, 40, 40); await new"
                                + " Promise(done => setTimeout(done, 30)); } await new Promise(done => { recorder.onstop ="
                                + " done; recorder.stop(); }); const bytes = new Uint8Array(await new"
                                + " Blob(parts).arrayBuffer()); return btoa(String.fromCharCode(...bytes)); })()")
                .asText();
        return Files.write(folder.resolve("film.webm"), Base64.getDecoder().decode(data));
    }

    private void picture(String name) throws IOException {
        String target = System.getProperty("screenshots");
        if (target != null) {
            tab.evaluate("new Promise(done => setTimeout(done, 4000))"); // until a film stops to say that it loads
            tab.screenshot(Path.of(target, name + ".png"));
        }
    }
}
