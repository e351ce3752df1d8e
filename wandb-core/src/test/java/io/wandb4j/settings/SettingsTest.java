package io.wandb4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path home;

    @Test
    void readsTheEnvironment() {
        Settings settings = resolve(Map.ofEntries(
                Map.entry("WANDB_PROJECT", "p"),
                Map.entry("WANDB_NAME", "n"),
                Map.entry("WANDB_NOTES", "some notes"),
                Map.entry("WANDB_TAGS", "a,b c"),
                Map.entry("WANDB_DIR", "~/runs"),
                Map.entry("WANDB_MODE", "dryrun"),
                Map.entry("WANDB_SILENT", "Yes"),
                Map.entry("WANDB_QUIET", "off"),
                Map.entry("WANDB_INIT_TIMEOUT", "1.5"),
                Map.entry("WANDB_USER_EMAIL", "ada@example.org"),
                Map.entry("WANDB_BASE_URL", "http://localhost:8080/"),
                Map.entry("WANDB_ENTITY", ""),
                Map.entry("WANDB_SOMETHING_NEW", "x")));

        assertThat(settings.project()).isEqualTo("p");
        assertThat(settings.runName()).contains("n");
        assertThat(settings.notes()).contains("some notes");
        assertThat(settings.tags()).containsExactly("a", "b c");
        assertThat(settings.rootDir()).isEqualTo(home.resolve("runs"));
        assertThat(settings.mode()).isEqualTo(Mode.OFFLINE);
        assertThat(settings.silent()).isTrue();
        assertThat(settings.quiet()).isFalse();
        assertThat(settings.initTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.email()).contains("ada@example.org");
        assertThat(settings.baseUrl()).isEqualTo("http://localhost:8080");
        assertThat(settings.appUrl()).isEqualTo("http://localhost:8080");
        assertThat(settings.entity()).isEmpty();
    }

    @Test
    void theProgramBeatsTheEnvironmentWhichBeatsTheWorkspaceWhichBeatsTheUser() throws IOException {
        write(
                home.resolve(".config/wandb/settings"),
                "[default]\nproject = user\nentity = user\nrun_job_type=user\nhost : h\n");
        write(home.resolve("work/wandb/settings"), "[other]\nproject = no\n[default]\nproject = ws\nentity = ws\n");
        Settings explicit = Settings.builder()
                .rootDir(home.resolve("work"))
                .project("program")
                .build();

        Settings settings = explicit.resolved(environment(Map.of("WANDB_PROJECT", "env", "WANDB_RUN_GROUP", "env")));

        assertThat(settings.project()).isEqualTo("program");
        assertThat(settings.group()).contains("env");
        assertThat(settings.entity()).contains("ws");
        assertThat(settings.jobType()).contains("user");
        assertThat(settings.host()).isEqualTo("h");
    }

    @Test
    void aBuilderMadeFromResolvedSettingsOverridesThem() {
        Settings settings = resolve(Map.of("WANDB_PROJECT", "env", "WANDB_ENTITY", "e"));

        Settings changed = settings.toBuilder().project("mine").build();

        assertThat(changed.project()).isEqualTo("mine");
        assertThat(changed.entity()).contains("e");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, .cache/wandb, .local/share/wandb",
        "Mac OS X, Library/Caches/wandb, Library/Application Support/wandb",
        "Windows 11, AppData/Local/wandb/wandb/Cache, AppData/Local/wandb/wandb"
    })
    void usesTheFoldersOfTheSystem(String osName, String cache, String data) {
        Settings settings = Settings.builder().build().resolved(new Environment(Map.of(), home, osName));

        assertThat(settings.cacheDir()).isEqualTo(home.resolve(cache));
        assertThat(settings.dataDir()).isEqualTo(home.resolve(data));
        assertThat(settings.configDir()).isEqualTo(home.resolve(".config/wandb"));
    }

    @Test
    void refusesProjectsThatTheServerWould() {
        assertThatThrownBy(() -> Settings.builder().project("a/b").build())
                .isInstanceOf(UsageException.class)
                .hasMessage("project 'a/b' must be at most 128 characters and contain none of / \\ # ? % :");
        assertThatThrownBy(() -> Settings.builder().project("x".repeat(129)).build())
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> resolve(Map.of("WANDB_PROJECT", "a:b")))
                .hasMessageStartingWith("project 'a:b' (from WANDB_PROJECT) must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a/b", "a:b", "a;b", "a,b", "a#b", "a?b", "a'b"})
    void refusesBadRunIds(String id) {
        assertThatThrownBy(() -> Settings.builder().id(id).build())
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("run_id '" + id + "' must");
    }

    @Test
    void refusesBadTags() {
        assertThatThrownBy(() -> Settings.builder().tags("").build()).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Settings.builder().tags("x".repeat(65)).build())
                .isInstanceOf(UsageException.class);
        assertThat(Settings.builder().tags("x".repeat(64)).build().tags()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:8080", "ftp://a", "http://", "http://a b", "https://wandb.ai", "http://api.wandb.ai"})
    void refusesBadAddresses(String url) {
        assertThatThrownBy(() -> Settings.builder().baseUrl(url).build())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(url.replaceFirst("/+$", ""));
    }

    @ParameterizedTest
    @CsvSource({"WANDB_MODE, shared", "WANDB_SILENT, maybe", "WANDB_INIT_TIMEOUT, soon", "WANDB_INIT_TIMEOUT, -1"})
    void namesTheVariableWhoseValueIsBad(String variable, String value) {
        assertThatThrownBy(() -> resolve(Map.of(variable, value)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'" + value + "' (from " + variable + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WANDB_X_EXTRA_HTTP_HEADERS | {\"A\": \"secret\"",
                "WANDB_X_EXTRA_HTTP_HEADERS | {\"A\": \"secret\", \"B\": null}",
                "WANDB_X_EXTRA_HTTP_HEADERS | null",
                "WANDB_HTTP_PROXY | http://me:secret@a host",
                "WANDB_HTTPS_PROXY | ftp://me:secret@proxy",
                "WANDB_ARGS | null",
                "WANDB_ARGS | [null]"
            })
    void namesTheVariableButNoSecret(String variable, String value) {
        assertThatThrownBy(() -> resolve(Map.of(variable, value)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(" (from " + variable + ") must ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void settingsFilesCanBeChanged() throws IOException {
        write(home.resolve("settings"), "# mine\n[default]\nproject = a\nconsole = off\n");
        SettingsFile file = SettingsFile.ofUser(home);

        file.set("base_url", "http://localhost:1");
        file.set("project", null);

        assertThat(Files.readAllLines(file.path()))
                .containsExactly("# mine", "[default]", "base_url = http://localhost:1", "console = off");
    }

    private Settings resolve(Map<String, String> variables) {
        return Settings.builder().build().resolved(environment(variables));
    }

    private Environment environment(Map<String, String> variables) {
        return new Environment(variables, home, "Linux");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
