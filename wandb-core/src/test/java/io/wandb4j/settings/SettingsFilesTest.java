package io.wandb4j.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings files that are not as they should be, and what is said about them. */
class SettingsFilesTest {
    @TempDir
    Path home;

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void namesTheFilesThatHadAPart() throws IOException {
        write(user(), "[default]\nproject = a\n");
        assertThat(resolve().notices())
                .containsExactly(notice(SettingsNotice.Kind.DETAIL, "Loading settings from " + user()));

        write(workspace(), "[default]\nentity = b\n");
        assertThat(resolve().notices())
                .containsExactly(notice(
                        SettingsNotice.Kind.DETAIL, "Loading settings from \n  " + user() + "\n  " + workspace()));

        write(user(), "");
        write(workspace(), "[other]\nentity = b\n");
        assertThat(resolve().notices()).isEmpty();
    }

    @Test
    void readsTheHiddenWorkspaceAndTheNamedConfigFolder() throws IOException {
        write(home.resolve("work/.wandb/settings"), "[default]\nentity = hidden\n");
        write(home.resolve("config/settings"), "[default]\nproject = named\n");
        variables.put("WANDB_CONFIG_DIR", "~/config");

        assertThat(resolve().entity()).contains("hidden");
        assertThat(resolve().project()).isEqualTo("named");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus = 1", "mode = sometimes", "project = a/b", "cache_dir = /tmp", "job_type = x"})
    void usesNoneOfTheSettingsWhenOneCannotBe(String line) throws IOException {
        write(user(), "[default]\nentity = me\n");
        write(workspace(), "[default]\n" + line + "\n");

        Settings settings = resolve();

        assertThat(settings.entity()).isEmpty();
        assertThat(settings.notices()).hasSize(2).last().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(SettingsNotice.Kind.ERROR);
            assertThat(notice.text())
                    .contains(line.substring(0, line.indexOf(' ')))
                    .contains(workspace().toString());
        });
    }

    @Test
    void leavesOutWhatAFileMayNotSay() throws IOException {
        write(user(), "[default]\nroot_dir = /tmp\nsettings_system = x\nanonymous = must\nentity = me\n");

        Settings settings = resolve();

        assertThat(settings.entity()).contains("me");
        assertThat(settings.rootDir()).isEqualTo(home.resolve("work"));
        assertThat(settings.notices())
                .hasSize(4)
                .filteredOn(n -> n.kind() == SettingsNotice.Kind.WARNING)
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"entity = me\n", "[default]\nentity\n", "[default]\nentity = a\nEntity = b\n", "[default]\n= x\n"
            })
    void takesAFileThatIsNoneAsEmpty(String text) throws IOException {
        write(user(), text);
        write(workspace(), "[default]\nproject = p\n");

        Settings settings = resolve();

        assertThat(settings.entity()).isEmpty();
        assertThat(settings.project()).isEqualTo("p");
        assertThat(settings.notices().get(0).text()).startsWith("Error reading settings at " + user() + ": line ");
    }

    @Test
    void acceptsWhatOnlyTheOfficialClientKnows() throws IOException {
        write(user(), "[default]\nconsole = off\nx_stats_sampling_interval = 5\nentity = me\n");

        assertThat(resolve().entity()).contains("me");
        assertThat(resolve().notices()).hasSize(1);
    }

    @Test
    void anIndentedLineGoesOnWithTheValueAbove() throws IOException {
        write(user(), "[default]\nrun_notes = one\n  two\nentity = me\n");

        assertThat(resolve().notes()).contains("one\ntwo");
        assertThat(resolve().entity()).contains("me");
    }

    @Test
    void whatIsResolvedIsNotReadAgain() throws IOException {
        write(user(), "[default]\nentity = me\n");
        Settings settings = resolve();
        write(user(), "[default]\nentity = you\nproject = p\n");

        Settings again = settings.toBuilder().build().resolved(environment());

        assertThat(again.entity()).contains("me");
        assertThat(again.explicitProject()).isEmpty();
        assertThat(again.notices()).isEmpty();
    }

    private static SettingsNotice notice(SettingsNotice.Kind kind, String text) {
        return new SettingsNotice(kind, text);
    }

    private Settings resolve() {
        return Settings.builder().build().resolved(environment());
    }

    private Environment environment() {
        variables.put("WANDB_DIR", home.resolve("work").toString());
        return new Environment(variables, home, "Linux");
    }

    private Path user() {
        return home.resolve(".config/wandb/settings");
    }

    private Path workspace() {
        return home.resolve("work/wandb/settings");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
