package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.query.Api;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCreateTest {
    private static final String GOOD = "method: random\nparameters:\n  lr:\n    values: [0.1, 0.01]\n";

    @TempDir
    Path dir;

    @Test
    void makesTheSweepAndPrintsItsPathAlone() throws IOException {
        Path file = config("name: from the file\nproject: first\n" + GOOD);
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                Api api = Api.connect(LocalLogin.at(server))) {
            Outcome plain = Outcome.of(LocalLogin.environment(server, dir), "sweep", file.toString());
            Outcome named = Outcome.of(
                    LocalLogin.environment(server, dir), "sweep", file.toString(), "-p", "second", "--name", "given");

            assertThat(plain.code()).as(plain.err()).isZero();
            assertThat(plain.out()).matches("local/first/\\w+\n");
            assertThat(api.sweep(plain.out().strip()).name()).contains("from the file");
            assertThat(named.out()).matches("local/second/\\w+\n");
            assertThat(api.sweep(named.out().strip()).name()).contains("given");
            assertThat(api.sweep(named.out().strip()).config().asMap()).containsKey("parameters");
        }
    }

    @Test
    void namesTheUnknownKeyAndTheOneThatWasMeant() throws IOException {
        Outcome outcome = sweep(config("metod: random\nmethod: random\nparameters:\n  lr:\n    value: 1\n"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .hasLineCount(1)
                .startsWith("wandb4j: " + dir.resolve("sweep.yaml") + ": invalid sweep config: metod: unknown key")
                .contains("did you mean method?");
    }

    @Test
    void namesAllProblemsInOneLine() throws IOException {
        Outcome outcome = sweep(config("method: rnd\nparameters:\n  lr:\n    min: 2\n    max: 1\n"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains("2 problems: method: ", "; parameters.lr");
    }

    @Test
    void saysThatTheFileIsNoYaml() throws IOException {
        Outcome outcome = sweep(config("method: [random\n"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains("sweep.yaml");
    }

    @Test
    void saysThatTheFileIsNotThere() {
        Outcome outcome = sweep(dir.resolve("none.yaml"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .hasLineCount(1)
                .contains(dir.resolve("none.yaml").toString());
    }

    @Test
    void asksForALogin() throws IOException {
        Outcome outcome = sweep(config(GOOD));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains("No API key configured", "wandb4j login", "server start");
    }

    @Test
    void refusesAProjectNameThatCannotBe() throws IOException {
        Outcome outcome = sweep(config(GOOD), "--project", "a/b");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains("project 'a/b'").contains("contain none of");
    }

    @Test
    void asksForAFile() {
        assertThat(Outcome.of("sweep").code()).isEqualTo(2);
    }

    private Outcome sweep(Path config, String... more) {
        String[] args = new String[2 + more.length];
        args[0] = "sweep";
        args[1] = config.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return Outcome.of(new Environment(Map.of(), dir, "Linux"), args);
    }

    private Path config(String yaml) throws IOException {
        return Files.writeString(dir.resolve("sweep.yaml"), yaml);
    }
}
