package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wandb4j.Wandb;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages where things are long, slow or broken. */
class DashboardEdgesTest {

    private static final String LONG = "a-name-without-any-blank-".repeat(12);

    @TempDir
    Path folder;

    @Test
    void staysUsableWithLongNamesOddAddressesAndSlowAnswers() throws Exception {
        Optional<Path> program = Browser.find();
        assumeTrue(program.isPresent(), "no Chromium or Chrome on the PATH: the dashboard is not looked at");
        try (LocalServer server = LocalServer.start(folder.resolve("server"));
                Browser browser = Browser.start(program.get(), folder.resolve("profile"));
                Tab tab = browser.tab()) {
            log(server);
            tab.look(480, 900, false);
            DashboardTest.logIn(tab, server);
            leavesRoomBesideALongName(tab, server);
            showsTheFirstTabForATabThatIsNone(tab, server);
            findsNoPageUnderTheNameOfAProperty(tab, server); // and stays there: nothing else sets timers on it
            looksAgainForWhoAsksMeanwhile(tab);
            restsLongerAfterLongWork(tab);
            saysWhyAButtonDidNothing(tab);
        }
    }

    private void log(LocalServer server) throws Exception {
        Settings settings = Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("p")
                .id("r")
                .name(LONG)
                .group(LONG)
                .config(Map.of(LONG, LONG))
                .rootDir(folder.resolve("runs"))
                .silent(true)
                .build();
        Wandb.run(settings, run -> run.log(Map.of("loss", 1)));
    }

    private static void leavesRoomBesideALongName(Tab tab, LocalServer server) {
        tab.open(server.url() + "/local/p");
        tab.await("document.querySelector('td.name a')?.textContent === '" + LONG + "'");

        assertThat(tab.evaluate("document.querySelector('td.name').offsetWidth <= innerWidth / 2")
                        .asBoolean())
                .isTrue();
        assertThat(tab.evaluate("document.querySelector('td.name').title").asText())
                .isEqualTo(LONG);
        assertThat(tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
    }

    private static void showsTheFirstTabForATabThatIsNone(Tab tab, LocalServer server) {
        tab.open(server.url() + "/local/p/runs/r#constructor");
        tab.await("document.querySelector('[aria-selected=true]')?.textContent === 'Charts'");
        tab.await("document.querySelector('h1') !== null");

        assertThat(tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
    }

    private static void looksAgainForWhoAsksMeanwhile(Tab tab) {
        assertThat(tab.evaluate("import('/static/core/poll.js').then(({ poll }) => new Promise(done => {"
                                + " const waits = []; const later = window.setTimeout; let answer;"
                                + " window.setTimeout = (work, wait) => { waits.push(wait); return later(work, wait); };"
                                + " const ask = poll(() => new Promise(it => { answer = it; }));"
                                + " ask(); answer(false);"
                                + " later(() => { window.setTimeout = later; done(waits[0]); }, 50); }))")
                        .asInt())
                .isZero();
    }

    private static void restsLongerAfterLongWork(Tab tab) {
        assertThat(tab.evaluate("import('/static/core/poll.js').then(({ poll }) => new Promise(done => {"
                                + " const later = window.setTimeout;"
                                + " window.setTimeout = (work, wait) => { window.setTimeout = later; done(wait); };"
                                + " poll(() => new Promise(it => later(() => it(true), 600))); }))")
                        .asDouble())
                .isBetween(2_000.0, 10_000.0);
    }

    private static void saysWhyAButtonDidNothing(Tab tab) {
        tab.evaluate("Promise.all([import('/static/parts/small.js'), import('/static/core/notice.js')])"
                + ".then(([{ actionButton }, { notice }]) => { window.notice = notice;"
                + " window.button = actionButton('x', {}, () => Promise.reject(new Error('it is locked')));"
                + " window.button.click(); })");
        tab.await("window.notice.textContent.includes('it is locked') && !window.button.disabled");
    }

    private static void findsNoPageUnderTheNameOfAProperty(Tab tab, LocalServer server) {
        tab.open(server.url() + "/local/p/constructor");
        tab.await("document.body?.innerText.includes('There is no such page here')");
    }
}
