package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that change the settings of a folder, and the one that shows them. */
class WorkspaceTest {
    @TempDir
    Path dir;

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void runsStayHereUntilTheyMayGoOnlineAgain() throws IOException {
        Outcome offline = run("offline");

        assertThat(offline)
                .isEqualTo(new Outcome(
                        0,
                        "W&B offline. Running your program from this directory will only write data locally."
                                + " Use `wandb4j disabled` to completely turn off W&B.\n",
                        "wandb: Updated settings file " + file() + "\n"));
        assertThat(Files.readAllLines(file())).containsExactly("[default]", "mode = offline");
        assertThat(settings().mode()).isEqualTo(Mode.OFFLINE);

        Outcome again = run("offline");
        assertThat(again.err()).isEqualTo("wandb: Loading settings from " + file() + "\n");

        assertThat(run("online").out())
                .isEqualTo("W&B online. Running your program from this directory will now sync to the server.\n");
        assertThat(settings().mode()).isEqualTo(Mode.ONLINE);
    }

    @Test
    void turnsOffAndOnAgain() {
        assertThat(run("disabled").out()).isEqualTo("W&B disabled.\n");
        assertThat(settings().mode()).isEqualTo(Mode.DISABLED);

        assertThat(run("enabled").out()).isEqualTo("W&B enabled.\n");
        assertThat(settings().mode()).isEqualTo(Mode.ONLINE);
    }

    @Test
    void setsUpAFolderWithoutQuestions() throws IOException {
        run("init", "-p", "mnist", "--entity", "team", "-m", "offline");

        assertThat(settings().project()).isEqualTo("mnist");
        assertThat(settings().entity()).contains("team");
        assertThat(settings().mode()).isEqualTo(Mode.OFFLINE);

        run("init", "--reset", "--project", "other");

        assertThat(Files.readAllLines(file())).containsExactly("[default]", "project = other");
    }

    @Test
    void asksWhatIsNotGiven() throws IOException {
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                Input input = Input.of("\nmnist\n")) {
            logIn(server);
            Outcome outcome = run("init");

            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.err())
                    .contains("Which user or team do the runs belong to? [local]")
                    .contains("Which project do they go to? [uncategorized]");
            assertThat(input).isNotNull();
        }
        assertThat(Files.readAllLines(file())).containsExactly("[default]", "project = mnist", "entity = local");
        assertThat(file().resolveSibling(".gitignore")).hasContent("*\n!settings");
    }

    @Test
    void changesNothingWithoutConsent() throws IOException {
        run("init", "-p", "mnist");
        try (Input input = Input.of("no\n")) {
            assertThat(run("init").code()).isZero();
            assertThat(input).isNotNull();
        }
        assertThat(Files.readAllLines(file())).containsExactly("[default]", "project = mnist");
    }

    @Test
    void refusesWhatNoRunCouldStartWith() {
        assertThat(run("init", "-p", "a/b").err()).hasLineCount(1).contains("project 'a/b'");
        assertThat(run("init", "-m", "sometimes").err()).hasLineCount(1).contains("mode 'sometimes'");
        assertThat(file()).doesNotExist();
    }

    @Test
    void showsTheSettingsInEffectAsJson() {
        run("init", "-p", "mnist");
        variables.put("WANDB_ENTITY", "me");
        variables.put("WANDB_IGNORE_GLOBS", "*.tmp,*.bak");

        Outcome outcome = run("status");

        assertThat(outcome.out()).isEqualTo("""
                Current Settings
                {
                  "base_url": "https://api.wandb.ai",
                  "entity": "me",
                  "git_remote": "origin",
                  "ignore_globs": [
                    "*.tmp",
                    "*.bak"
                  ],
                  "organization": null,
                  "project": "mnist",
                  "root_dir": "%s"
                }
                """.formatted(dir));
        assertThat(run("status", "--no-settings").out()).isEmpty();
    }

    @Test
    void saysWhichSettingsFileIsWrongAndGoesOn() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "[default]\nprojekt = mnist\nentity = me\n");

        Outcome outcome = run("status");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("\"entity\": null");
        assertThat(outcome.err())
                .contains("wandb: ERROR unknown setting 'projekt' in " + file() + "; no setting from " + file()
                        + " is used");
    }

    private Path file() {
        return dir.resolve("wandb").resolve("settings");
    }

    private Settings settings() {
        return Settings.builder().build().resolved(environment());
    }

    private void logIn(LocalServer server) {
        variables.put("WANDB_BASE_URL", server.url());
        variables.put("WANDB_API_KEY", server.apiKey());
    }

    private Outcome run(String... args) {
        return Outcome.of(environment(), args);
    }

    private Environment environment() {
        variables.put("WANDB_DIR", dir.toString());
        return new Environment(variables, dir, "Linux");
    }
}
