package io.wandb4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final String KEY = "0123456789abcdef".repeat(3);
    private static final String OTHER = "fedcba9876543210".repeat(3);

    @TempDir
    Path home;

    @Test
    void theProgramsKeyComesFirst() {
        Settings settings =
                Settings.builder().apiKey(KEY).build().resolved(environment(Map.of("WANDB_API_KEY", OTHER)));

        Credentials credentials = Credentials.find(settings);

        assertThat(credentials.apiKey()).isEqualTo(KEY);
        assertThat(credentials.source()).isEmpty();
        assertThat(credentials.toString()).doesNotContain(KEY);
    }

    @Test
    void theEnvironmentComesBeforeNetrc() throws IOException {
        Files.writeString(home.resolve(".netrc"), "machine api.wandb.ai login user password " + OTHER);

        Credentials credentials = Credentials.find(resolve(Map.of("WANDB_API_KEY", KEY)));

        assertThat(credentials.apiKey()).isEqualTo(KEY);
        assertThat(credentials.source()).contains("WANDB_API_KEY");
    }

    @Test
    void theMachineIsTheHostWithItsPort() throws IOException {
        Path file = Files.writeString(home.resolve("_netrc"), """
                # mine
                machine localhost login user password %s
                macdef init
                  machine localhost:8080

                machine "localhost:8080"
                  login 'a b'
                  password '%s'
                """.formatted(OTHER, KEY));

        Credentials credentials = Credentials.find(resolve(Map.of("WANDB_BASE_URL", "http://localhost:8080")));

        assertThat(credentials.apiKey()).isEqualTo(KEY);
        assertThat(credentials.source()).contains(file.toString());
    }

    @Test
    void netrcMayLieElsewhere() throws IOException {
        Files.writeString(home.resolve("keys"), "default login user password " + KEY);

        assertThat(Credentials.find(resolve(Map.of("NETRC", "~/keys"))).apiKey())
                .isEqualTo(KEY);
    }

    @Test
    void withoutAKeyBothWaysOutAreNamed() throws IOException {
        Files.writeString(home.resolve(".netrc"), "machine api.wandb.ai login user nonsense " + KEY);

        assertThatThrownBy(() -> Credentials.find(resolve(Map.of())))
                .isInstanceOf(AuthenticationException.class)
                .hasMessage("No API key configured. Use `wandb4j login` to log in, or start a local server with"
                        + " `wandb4j server start`.");
    }

    @Test
    void showsNothingOfAFileThatMakesNoSense() {
        assertThatThrownBy(() -> NetrcEntries.parse("machine a\nlogin user password half secret"))
                .hasMessage("line 2: unknown word");
    }

    @Test
    void storedKeysAreFoundAgainAndNobodyElseMayReadThem() throws IOException {
        Netrc netrc = Netrc.of(environment(Map.of()));
        netrc.store("http://localhost:8080", OTHER);
        netrc.store("https://api.wandb.ai", OTHER);
        netrc.store("http://localhost:8080", KEY);

        assertThat(netrc.find("http://localhost:8080")).contains(KEY);
        assertThat(netrc.find("https://api.wandb.ai")).contains(OTHER);
        assertThat(netrc.find("https://elsewhere.example.org")).isEmpty();
        assertThat(Files.readAllLines(netrc.path())).hasSize(6);
        if (Files.getFileStore(home).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(netrc.path())))
                    .isEqualTo("rw-------");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "local-abc", "x y", "0123456789012345678901234567890123456789\n"})
    void refusesWhatCannotBeAKey(String key) {
        assertThatThrownBy(() -> Settings.builder().apiKey(key).build())
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining(key);
        assertThatThrownBy(() -> Credentials.check(key)).isInstanceOf(AuthenticationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789012345678901234567890123456789",
                "local-0123456789012345678901234567890123456789",
                "aaa.bbb.ccc",
                "wandb_v1_0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void acceptsAllFormsOfKeys(String key) {
        assertThat(Settings.builder().apiKey(key).build().apiKey()).contains(key);
    }

    private Settings resolve(Map<String, String> variables) {
        return Settings.builder().build().resolved(environment(variables));
    }

    private Environment environment(Map<String, String> variables) {
        return new Environment(variables, home, "Linux");
    }
}
