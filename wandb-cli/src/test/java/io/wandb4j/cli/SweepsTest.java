package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepsTest {
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
        assertThat(outcome.err()).hasLineCount(2).contains("No API key configured", "wandb4j login", "server start");
    }

    @Test
    void refusesAProjectNameThatCannotBe() throws IOException {
        Outcome outcome = sweep(config(GOOD), "--project", "a/b");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains("project 'a/b'").contains("contain none of");
    }

    @Test
    void tellsWhatItDoesAsTheOfficialCommandDoes() throws IOException {
        Path file = config(GOOD);
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            Environment environment = LocalLogin.environment(server, dir);
            Outcome made = Outcome.of(environment, "sweep", "-p", "p", "--program", "other.py", file.toString());
            String path = made.out().strip();
            String id = path.substring(path.lastIndexOf('/') + 1);

            assertThat(made.err())
                    .isEqualTo("wandb: Creating sweep from: " + file + "\nwandb: Creating sweep with ID: " + id
                            + "\nwandb: View sweep at: " + server.url() + "/" + path.replace(id, "sweeps/" + id)
                            + "\nwandb: Run sweep agent with: wandb4j agent " + path + "\n");
            assertThat(config(server, path)).containsEntry("program", "other.py");
            Outcome updated = Outcome.of(environment, "sweep", "--update", path, file.toString());
            assertThat(updated.out()).isEqualTo(path + "\n");
            assertThat(updated.err()).contains("Updating sweep from: ", "Updating sweep with ID: " + id);
            assertThat(config(server, path)).doesNotContainKey("program");
        }
    }

    @Test
    void changesTheStateOfASweep() throws IOException {
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                Api api = Api.connect(LocalLogin.at(server))) {
            Environment environment = LocalLogin.environment(server, dir);
            String path = Outcome.of(
                            environment, "sweep", "-p", "p", config(GOOD).toString())
                    .out()
                    .strip();
            String id = path.substring(path.lastIndexOf('/') + 1);

            assertThat(Outcome.of(environment, "sweep", "--pause", path).err()).contains("Cannot pause pending sweep.");
            assertThat(Outcome.of(environment, "sweep", "--resume", "-p", "p", id))
                    .isEqualTo(new Outcome(0, "", "wandb: Resuming sweep " + path + "\nwandb: Done.\n"));
            assertThat(Outcome.of(environment, "sweep", path, "--pause").code()).isZero();
            assertThat(api.sweep(path).state()).isEqualTo("PAUSED");
            assertThat(Outcome.of(environment, "sweep", "--stop", path).code()).isZero();
            assertThat(api.sweep(path).state()).isEqualTo("FINISHED");
            Outcome again = Outcome.of(environment, "sweep", "--cancel", path);
            assertThat(again.code()).isEqualTo(1);
            assertThat(again.err()).contains("Sweep already finished.");
        }
    }

    @Test
    void takesOneStateOnly() {
        Outcome outcome = Outcome.of("sweep", "--stop", "--pause", "abcd1234");

        assertThat(outcome)
                .isEqualTo(new Outcome(1, "", "wandb4j: Only one state flag (stop/cancel/pause/resume) is allowed.\n"));
    }

    @Test
    void takesInRunsThatAreThere() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                Api api = Api.connect(LocalLogin.at(server))) {
            Settings settings = LocalLogin.at(server).toBuilder()
                    .project("p")
                    .rootDir(dir)
                    .silent(true)
                    .build();
            for (String id : List.of("first", "second", "third")) {
                Wandb.run(settings.toBuilder().id(id).build(), run -> run.log(Map.of("loss", 1)));
            }

            Outcome outcome = Outcome.of(
                    LocalLogin.environment(server, dir),
                    "sweep",
                    "-p",
                    "p",
                    "-R",
                    "first",
                    "--prior_run",
                    "third",
                    config(GOOD).toString());

            assertThat(api.sweep(outcome.out().strip()).runs().map(StoredRun::id))
                    .containsExactly("first", "third");
        }
    }

    @Test
    void asksForAFile() {
        assertThat(Outcome.of("sweep").code()).isEqualTo(2);
    }

    private static Map<String, Object> config(LocalServer server, String path) {
        try (Api api = Api.connect(LocalLogin.at(server))) {
            return api.sweep(path).config().asMap();
        }
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
