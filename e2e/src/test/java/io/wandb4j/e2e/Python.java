package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wandb4j.server.LocalServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The official Python client, where it is installed; a test that wants it is skipped elsewhere. */
final class Python {
    private static final Path SCRIPTS = Path.of("src", "test", "python");

    private final Path interpreter;

    private Python(Path interpreter) {
        this.interpreter = interpreter;
    }

    /** The interpreter named by {@code WANDB4J_PYTHON}, else that of {@code .venv} at the root of the repository. */
    static Python withOfficialClient() {
        String named = System.getenv("WANDB4J_PYTHON");
        Path interpreter =
                named == null ? Path.of("..", ".venv", "bin", "python").toAbsolutePath() : Path.of(named);
        assumeTrue(
                Files.isExecutable(interpreter),
                () ->
                        "skipped: no official Python client; set WANDB4J_PYTHON, or make .venv with `pip install wandb==0.30.0`");
        return new Python(interpreter);
    }

    /** Runs a script against a server and gives back what it printed; a script that fails fails the test. */
    String run(LocalServer server, Path folder, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                interpreter.toString(), SCRIPTS.resolve(script).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment(server, folder));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Map<String, String> environment(LocalServer server, Path folder) {
        return Map.of(
                "WANDB_BASE_URL", server.url(),
                "WANDB_API_KEY", server.apiKey(),
                "WANDB_ERROR_REPORTING", "false",
                "WANDB_CACHE_DIR", folder.resolve("python-cache").toString(),
                "WANDB_DATA_DIR", folder.resolve("python-data").toString(),
                "WANDB_CONFIG_DIR", folder.resolve("python-config").toString(),
                "PYTHONIOENCODING", "utf-8");
    }
}
