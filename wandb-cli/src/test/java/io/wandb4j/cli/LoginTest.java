package io.wandb4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
        Outcome outcome = login(key, "--host", "http://127.0.0.1:8080/");

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
        login(key, "--host", "http://127.0.0.1:8080");

        login(key, "--host", "https://api.wandb.ai");

        assertThat(Settings.builder().build().resolved(environment()).baseUrl()).isEqualTo("https://api.wandb.ai");
    }

    @Test
    void readsTheKeyFromStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((key + "\n").getBytes(UTF_8)));
        try {
            assertThat(login("-", "--host", "http://127.0.0.1:8080").code()).isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(Credentials.find(Settings.builder().build().resolved(environment()))
                        .apiKey())
                .isEqualTo(key);
    }

    @Test
    void saysThatAKeyIsThereAlready() {
        login(key);

        Outcome outcome = login();

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
