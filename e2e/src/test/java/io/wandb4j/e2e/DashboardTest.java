package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages in a real browser: nothing fails, and what was logged is there to see.
 *
 * <p>With {@code -Dscreenshots=FOLDER} it leaves a picture of each page there.
 */
class DashboardTest {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1000;

    @TempDir
    static Path folder;

    private static LocalServer server;
    private static Browser browser;
    private static Demo demo;

    private Tab tab;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Browser.find();
        assumeTrue(program.isPresent(), "no Chromium or Chrome on the PATH: the dashboard is not looked at");
        server = LocalServer.start(folder.resolve("server"));
        demo = new Demo(server, folder.resolve("runs"));
        demo.log();
        browser = Browser.start(program.get(), folder.resolve("profile"));
        try (Tab tab = browser.tab()) {
            logIn(tab, server);
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
        tab.look(WIDTH, HEIGHT, false);
    }

    @AfterEach
    void closeTab() {
        tab.close();
    }

    @Test
    void asksForTheKeyOnceAndKeepsItOutOfReach() {
        tab.open(server.url() + "/");
        tab.await("[...document.querySelectorAll('table a')].some(it => it.textContent === 'clouds')");
        tab.open(demo.projectUrl());
        tab.await("document.querySelectorAll('canvas').length > 0");

        assertThat(tab.visited()).noneMatch(address -> address.contains("/login"));
        assertThat(tab.cookies()).isNotEmpty().allSatisfy(cookie -> {
            assertThat(cookie.path("httpOnly").asBoolean()).isTrue();
            assertThat(cookie.path("sameSite").asText()).isEqualTo("Strict");
            assertThat(cookie.path("value").asText()).doesNotContain(server.apiKey());
        });
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void showsTheRunsOfAProjectWithAChartPerMetric() throws IOException {
        tab.look(WIDTH, 1080, false);
        tab.open(demo.projectUrl());
        tab.await("document.querySelectorAll('canvas').length === 5");

        assertThat(cell("slow-start", "learning_rate")).isEqualTo("0.003");
        assertThat(cell("slow-start", "State")).isEqualTo("finished");
        assertThat(cell("unlucky", "State")).isEqualTo("failed");
        assertThat(tab.evaluate("[...document.querySelectorAll('figure')].map(it => it.dataset.chart)"))
                .extracting(JsonNode::asText)
                .containsExactly("batch/loss", "epoch/accuracy", "epoch/loss", "epoch/val_accuracy", "epoch/val_loss");
        assertThat(tab.evaluate("document.querySelector('[data-chart=\"epoch/loss\"] figcaption span').textContent")
                        .asText())
                .isEqualTo("epoch/epoch");
        JsonNode lines = lines("epoch/loss");
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0).path("data")).hasSize(15);
        assertThat(lines.findValuesAsText("name")).contains("slow-start", "good-compromise");
        assertThat(tab.problems()).isEmpty();
        picture("project");
    }

    @Test
    void sortsFiltersAndHidesRuns() {
        tab.open(demo.projectUrl());
        tab.await("document.querySelectorAll('tbody tr').length === 6");
        tab.evaluate("[...document.querySelectorAll('th button')]"
                + ".find(it => it.textContent === 'learning_rate').click()");
        assertThat(tab.evaluate("document.querySelector('tbody .name').textContent")
                        .asText())
                .isEqualTo("slow-start");

        tab.evaluate("(() => { const box = document.querySelector('.filter'); box.value = 'learning_rate>=0.3';"
                + " box.dispatchEvent(new Event('input')); })()");
        assertThat(tab.evaluate("document.querySelectorAll('tbody tr').length").asInt())
                .isEqualTo(2);
        tab.evaluate("document.querySelector('.eye').click()");
        tab.await("document.querySelector('.bar span').textContent.includes('1 in the charts')");
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void showsEverythingThatARunLeft() throws IOException {
        tab.open(demo.runUrl());
        tab.await("document.querySelectorAll('canvas').length === 5");
        assertThat(tab.text())
                .contains("finished", "learning_rate", "0.1", "epoch/val_accuracy", "logistic regression");
        picture("run");

        openTabOfRun("Logs");
        tab.await("document.querySelectorAll('.log .line').length === " + demo.consoleLines());
        openTabOfRun("Files");
        tab.await("[...document.querySelectorAll('td a')].some(it => it.textContent === 'config.yaml')");
        assertThat(tab.evaluate("fetch(document.querySelector('td a').href).then(it => it.text())")
                        .asText())
                .contains("learning_rate");
        openTabOfRun("System");
        tab.await("document.querySelectorAll('canvas').length >= 2");
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void showsWhatASweepFound() throws IOException {
        tab.look(WIDTH, 1080, false);
        tab.open(demo.sweepUrl());
        tab.await("document.querySelectorAll('canvas').length === 2");
        assertThat(tab.text())
                .contains("rates and batches", "Best run", "method: random", "learning_rate", "epoch/val_loss");
        tab.await("document.querySelectorAll('.importance tbody tr meter').length === 3");
        assertThat(tab.evaluate("document.querySelectorAll('tbody .name').length")
                        .asInt())
                .isEqualTo(16);
        picture("sweep");

        int picked = pickUpperHalfOfTheMetric();
        tab.evaluate("document.querySelector('.stack .bar button').click()");
        tab.await("document.querySelectorAll('tbody .name').length === 16");
        tab.evaluate("document.querySelector(\"[aria-label='flip epoch/val_loss']\").click()");
        tab.await("document.querySelector(\"[aria-label='flip epoch/val_loss']\").ariaPressed === 'true'");
        tab.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        assertThat(pickUpperHalfOfTheMetric())
                .as("the others are at the top of the flipped axis")
                .isBetween(15 - picked, 17 - picked);
        tab.evaluate("document.querySelector(\"[aria-label='log learning_rate']\").click()");
        tab.await("document.querySelector(\"[aria-label='log learning_rate']\").ariaPressed === 'false'");

        tab.evaluate("document.querySelector('.actions button').click()");
        tab.await("document.querySelector('h1 + .badge').textContent === 'paused'");
        tab.await("document.querySelector('.actions button').textContent === 'Resume'");
        tab.evaluate("document.querySelector('.actions button').click()");
        tab.await("document.querySelector('h1 + .badge').textContent === 'running'");
        tab.await("document.querySelector('.actions button').textContent === 'Pause'");
        tab.open(server.url() + "/" + server.entity() + "/search/sweeps");
        tab.await("document.querySelector('tbody .name')?.textContent === 'rates and batches'");
        assertThat(tab.problems()).isEmpty();
    }

    /** Drags along the last axis, which is that of the metric; how many runs are left in the table. */
    private int pickUpperHalfOfTheMetric() throws IOException {
        JsonNode box = tab.evaluate("(it => ({ x: it.x, y: it.y, width: it.width, height: it.height }))"
                + "(document.querySelectorAll('.canvas')[1].getBoundingClientRect())");
        int axis = box.path("x").asInt() + box.path("width").asInt() - 90;
        int top = box.path("y").asInt() + 34;
        tab.drag(axis, top + 1, axis, top + (box.path("height").asInt() - 48) / 2);
        tab.await("/^[0-9]+ runs? of 16$/.test(document.querySelector('.stack .bar span').textContent)");
        int picked =
                tab.evaluate("document.querySelectorAll('tbody .name').length").asInt();
        assertThat(picked).isBetween(1, 15);
        return picked;
    }

    @Test
    void showsArtifactsAndWhereTheyCameFrom() throws IOException {
        tab.open(demo.projectUrl() + "/artifacts");
        tab.await("document.querySelector('tbody .name')?.textContent === 'classifier'");
        assertThat(tab.text()).contains("All types (1)", "model (1)", "latest");
        tab.open(demo.projectUrl() + "/artifacts/data-set");
        tab.await("document.querySelector('.facts b') === null && document.querySelector('.facts a') !== null");
        assertThat(tab.evaluate("document.querySelectorAll('tbody .name').length")
                        .asInt())
                .isZero();
        tab.open(demo.projectUrl() + "/artifacts/model");
        tab.await("document.querySelector('.facts b')?.textContent === 'model (1)'");
        tab.evaluate("document.querySelector('tbody .name a').click()");
        tab.await("document.querySelector('h1')?.textContent === 'classifier:v5'");
        tab.await("document.querySelectorAll('tbody .name').length === 6");
        tab.evaluate("[...document.querySelectorAll('td a')].find(it => it.textContent === 'classifier:v3').click()");
        tab.await("document.querySelector('h1')?.textContent === 'classifier:v3'");
        tab.await("document.querySelector('td a')?.textContent === 'weights.txt'");
        assertThat(tab.text()).contains("weights.txt", "good-compromise", "val_accuracy");
        assertThat(tab.evaluate("fetch(document.querySelector('td a').href).then(it => it.text())")
                        .asText())
                .startsWith("[");
        picture("artifact");
        openTabOfRun("Lineage");
        tab.await("document.querySelectorAll('.node').length === 2");
        assertThat(tab.evaluate("[...document.querySelectorAll('.node a')].map(it => it.textContent)"))
                .extracting(JsonNode::asText)
                .containsExactly("good-compromise", "classifier:v3");
        assertThat(tab.evaluate("document.querySelectorAll('.layered path').length")
                        .asInt())
                .isEqualTo(1);

        tab.open(demo.runUrl() + "#artifacts");
        tab.await("document.querySelector('tbody .name')?.textContent === 'classifier:v3'");
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void takesTextForTextNeverForMarkup() throws Exception {
        String evil = "<img src=x onerror=\"document.title='taken'\">";
        try (Run run = demo.start("evil", evil, Map.of(evil, evil))) {
            run.log(Map.of("a/" + evil, 1.0));
        }
        tab.open(server.url() + "/" + server.entity() + "/evil");
        tab.await("document.querySelectorAll('canvas').length === 1");

        assertThat(tab.text()).contains(evil);
        assertThat(tab.evaluate("document.querySelectorAll('main img').length").asInt())
                .isZero();
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void followsARunWhileItRuns() throws Exception {
        try (Run run = demo.start("live", "on-its-way", Map.of())) {
            run.log(Map.of("loss", 1.0, "x", Double.NaN));
            tab.open(server.url() + "/" + server.entity() + "/live");
            tab.await("document.querySelector('.badge')?.textContent === 'running'");
            tab.await("document.querySelectorAll('canvas').length === 2");
            tab.evaluate("document.querySelector('canvas').mark = 'the same'");
            run.log(Map.of("loss", 0.25, "late", 7));
            tab.await("document.querySelectorAll('canvas').length === 3");
            tab.await("document.querySelector('tbody').textContent.includes('0.25')");
        }
        tab.await("document.querySelector('.badge').textContent === 'finished'");

        assertThat(tab.evaluate("[...document.querySelectorAll('canvas')].some(it => it.mark === 'the same')")
                        .asBoolean())
                .as("charts are updated, not made anew")
                .isTrue();
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void thinsALongHistoryButKeepsItsEnds() throws Exception {
        try (Run run = demo.start("long", "long-way", Map.of())) {
            run.defineMetric(MetricDefinition.of("rare").withStep("epoch"));
            for (int step = 0; step < 3000; step++) {
                run.log(
                        step % 500 == 0
                                ? Map.of("often", step, "rare", step, "epoch", step / 500)
                                : Map.of("often", step));
            }
        }
        tab.open(server.url() + "/" + server.entity() + "/long");
        tab.await("document.querySelectorAll('canvas').length === 2");

        JsonNode often = lines("often").get(0).path("data");
        assertThat(often).hasSize(1000);
        assertThat(often.get(0)).extracting(JsonNode::asInt).containsExactly(0, 0);
        assertThat(often.get(999)).extracting(JsonNode::asInt).containsExactly(2999, 2999);
        assertThat(lines("rare").get(0).path("data")).hasSize(6);
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void stopsARunOnRequest() throws Exception {
        try (Run run = demo.start("stop", "to-be-stopped", Map.of())) {
            run.log(Map.of("loss", 1.0));
            tab.open(run.url().orElseThrow());
            tab.await("document.querySelector('button.danger') !== null");
            tab.evaluate("document.querySelector('button.danger').click()");
            tab.await("document.querySelector('button.danger').textContent === 'Stopping…'");
        }
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void saysWhatIsNotThere() {
        tab.open(demo.projectUrl() + "/runs/no-such-run");
        tab.await("document.body?.innerText.includes('There is no such run here')");
        assertThat(tab.problems())
                .isNotEmpty()
                .allMatch(problem -> problem.contains("404 (Not Found)") || problem.contains("\"status\":404"));
    }

    @Test
    void helpsWithTheFirstSteps() throws Exception {
        try (LocalServer fresh = LocalServer.start(folder.resolve("fresh"))) {
            logIn(tab, fresh);
            tab.await("document.body?.innerText.includes('wandb4j login --host " + fresh.url() + "')");
            assertThat(tab.problems()).isEmpty();
        }
    }

    @Test
    void canBeReadInTheDark() throws IOException {
        tab.look(WIDTH, 1080, true);
        tab.open(demo.projectUrl());
        tab.await("document.querySelectorAll('canvas').length === 5");

        assertThat(tab.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(17, 20, 27)");
        picture("project-dark");
    }

    static void logIn(Tab tab, LocalServer server) {
        tab.open(server.url() + "/");
        tab.await("document.querySelector('#key') !== null");
        tab.evaluate("document.querySelector('#key').value = '" + server.apiKey() + "'");
        tab.evaluate("document.querySelector('form').submit()");
        tab.await("document.querySelector('#top') !== null");
    }

    private void openTabOfRun(String title) {
        tab.evaluate(
                "[...document.querySelectorAll('[role=tab]')].find(it => it.textContent === '" + title + "').click()");
    }

    /** What a chart draws. */
    private JsonNode lines(String chart) {
        return tab.evaluate("import('/static/echarts.js').then(echarts => echarts.getInstanceByDom("
                + "document.querySelector('[data-chart=\"" + chart + "\"] .canvas')).getOption().series"
                + ".map(({ name, data }) => ({ name, data })))");
    }

    /** What the table of runs shows of a run under a title. */
    private String cell(String run, String column) {
        return tab.evaluate("(() => { const titles = [...document.querySelectorAll('thead tr:last-child th')]"
                        + ".map(it => it.textContent);"
                        + " const row = [...document.querySelectorAll('tbody tr')]"
                        + ".find(it => it.querySelector('.name').textContent === '" + run + "');"
                        + " return row.children[titles.indexOf('" + column + "')].textContent; })()")
                .asText();
    }

    private void picture(String name) throws IOException {
        String target = System.getProperty("screenshots");
        if (target != null) {
            tab.screenshot(Path.of(target, name + ".png"));
        }
    }
}
