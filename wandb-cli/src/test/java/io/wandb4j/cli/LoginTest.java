package io.wandb4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Credentials;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    @TempDir
    Path home;

    private final String key = Keys.random();

    @Test
    void keepsTheKeyWhereRunsFindIt() throws IOException {
        Outcome outcome = login(key, "--no-verify", "--host", "http://127.0.0.1:8080/");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("http://127.0.0.1:8080")
                .contains(home.resolve(".netrc").toString());
        assertThat(outcome.out() + outcome.err()).doesNotContain(key);
        Settings settings = Settings.builder().build().resolved(environment());
        assertThat(settings.baseUrl()).isEqualTo("http://127.0.0.1:8080");
        assertThat(Credentials.find(settings).apiKey()).isEqualTo(key);
    }

    @Test
    void goesBackToThePublicServer() {
        login(key, "--no-verify", "--host", "http://127.0.0.1:8080");

        login(key, "--no-verify", "--cloud");

        assertThat(Settings.builder().build().resolved(environment()).baseUrl()).isEqualTo("https://api.wandb.ai");
    }

    @Test
    void readsTheKeyFromStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((key + "\n").getBytes(UTF_8)));
        try {
            assertThat(login("-", "--no-verify", "--host", "http://127.0.0.1:8080")
                            .code())
                    .isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(Credentials.find(Settings.builder().build().resolved(environment()))
                        .apiKey())
                .isEqualTo(key);
    }

    @Test
    void saysThatAKeyIsThereAlready() {
        login(key, "--no-verify");

        Outcome outcome = login("--no-verify");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("Already logged in to https://api.wandb.ai")
                .contains(".netrc");
    }

    @Test
    void refusesAKeyThatIsTooShortAndKeepsNothing() {
        Outcome outcome = login("0123456789");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo("wandb4j: API key must have 40 characters or more, but has 10\n");
        assertThat(Files.exists(home.resolve(".netrc"))).isFalse();
    }

    @Test
    void refusesAnAddressThatIsNone() {
        Outcome outcome = login(key, "--host", "localhost");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains("base_url 'localhost'");
    }

    @Test
    void saysWhomTheKeyBelongsTo() {
        try (LocalServer server = LocalServer.start(home.resolve("server"))) {
            Outcome outcome = login(server.apiKey(), "--host", server.url());

            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.err())
                    .contains("wandb: Updated settings file " + home.resolve(".config/wandb/settings"))
                    .contains("wandb: Currently logged in as: local to " + server.url()
                            + ". Use `wandb4j login --relogin` to force relogin\n");
            assertThat(login().err()).contains("Currently logged in as: local");
        }
    }

    @Test
    void doesNotKeepAKeyThatTheServerDoesNotKnow() {
        try (LocalServer server = LocalServer.start(home.resolve("server"))) {
            Outcome outcome = login(key, "--host", server.url());

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).hasLineCount(1).contains(server.url() + " does not know this API key");
            assertThat(home.resolve(".netrc")).doesNotExist();
            assertThat(home.resolve(".config/wandb/settings")).doesNotExist();
        }
    }

    @Test
    void takesOneServerOnly() {
        assertThat(login(key, "--cloud", "--host", "http://127.0.0.1:1").code()).isEqualTo(2);
    }

    private Outcome login(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "login";
        System.arraycopy(args, 0, all, 1, args.length);
        return Outcome.of(environment(), all);
    }

    private Environment environment() {
        return new Environment(Map.of(), home, "Linux");
    }
}
