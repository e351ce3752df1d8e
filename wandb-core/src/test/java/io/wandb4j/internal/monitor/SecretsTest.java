package io.wandb4j.internal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private final Secrets secrets =
            Secrets.of(Map.of("MY_DB_PASSWORD", "correct horse", "HOME", "/home/ada"), List.of("0123456789abcdef"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--password",
                "db.password",
                "-Djavax.net.ssl.keyStorePassword",
                "WANDB_API_KEY",
                "--api-key",
                "apiKey",
                "hf-token",
                "AWS_SECRET_ACCESS_KEY",
                "key",
                "clientSecret",
                "DB_PASS",
                "Authorization",
                "DB_PWD"
            })
    void knowsSecretsByTheirNames(String name) {
        assertThat(Secrets.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-tokens",
                "tokenizer",
                "--sort-key",
                "keyboard",
                "monkey",
                "PWD",
                "OLDPWD",
                "PATH",
                "passes",
                "secretary",
                "--token-count",
                ""
            })
    void leavesOtherNamesAlone(String name) {
        assertThat(Secrets.isSecret(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--api-key=abc                              | --api-key=<redacted>",
                "-Ddb.password=a b,c&d                      | -Ddb.password=<redacted>",
                "password=x=y                               | password=<redacted>",
                "--lr=0.1                                   | --lr=0.1",
                "prefix-0123456789abcdef-suffix             | prefix-<redacted>-suffix",
                "it is correct horse                        | it is <redacted>",
                "https://ada:pw@example.org/r.git           | https://example.org/r.git",
                "https://ghp_token@example.org/r.git        | https://example.org/r.git",
                "git@example.org:ada/r.git                  | git@example.org:ada/r.git",
                "jdbc:db://h/d?user=ada&password=pw&x=1     | jdbc:db://h/d?user=ada&password=<redacted>&x=1",
                "Authorization: Bearer abc                  | Authorization: <redacted>",
                "{\"api_key\": \"abc\", \"lr\": 1}          | {\"api_key\": \"<redacted>\", \"lr\": 1}",
                "see ghp_zyxwvutsrqponmlkjihgfedcba      | see <redacted>",
                "eyJhbGciOiJI.eyJzdWIiOiIx.c2ln             | <redacted>"
            })
    void takesSecretsOutOfTexts(String text, String redacted) {
        assertThat(secrets.redact(text)).isEqualTo(redacted);
    }

    @Test
    void takesTheWordBehindANameOut() {
        assertThat(secrets.redactAll(List.of("--password", "pw", "--token", "--verbose", "x", "--key=a", "b")))
                .containsExactly("--password", "<redacted>", "--token", "--verbose", "x", "--key=<redacted>", "b");
    }

    @Test
    void theWorkingFolderIsNoSecret() {
        assertThat(Secrets.of(Map.of("PWD", "/home/ada/project"), List.of()).redact("/home/ada/project/x"))
                .isEqualTo("/home/ada/project/x");
    }
}
