package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wandb4j.cli.Wandb4j;
import io.wandb4j.server.LocalServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The official Python client, where one is installed.
 *
 * <p>The interpreter is named by the system property or environment variable {@value #VARIABLE}, or is the virtual
 * environment {@code .venv} at the repository's root.
 */
final class PythonClient {

    static final String VARIABLE = "WANDB4J_PYTHON";

    private static final Path ROOT = root();
    private static final long LIMIT_MINUTES = 15;

    private final Path interpreter;
    private final @Nullable LocalServer server;
    private final Path home;
    private final @Nullable String address;

    private PythonClient(Path interpreter, @Nullable LocalServer server, Path home) {
        this(interpreter, server, home, server == null ? null : server.url());
    }

    private PythonClient(Path interpreter, @Nullable LocalServer server, Path home, @Nullable String address) {
        this.interpreter = interpreter;
        this.server = server;
        this.home = home;
        this.address = address;
    }

    /** A client of the server that keeps its own files in the folder; without an interpreter the test is skipped. */
    static PythonClient of(LocalServer server, Path home) {
        return new PythonClient(assumed(), server, home);
    }

    /** A client of the server that another interpreter runs. */
    static PythonClient of(LocalServer server, Path home, Path interpreter) {
        return new PythonClient(interpreter, server, home);
    }

    /** This client, which reaches its server by another address. */
    PythonClient at(String address) {
        return new PythonClient(interpreter, server, home, address);
    }

    /** A client without a server; without an interpreter the test is skipped. */
    static PythonClient offline(Path home) {
        return new PythonClient(assumed(), null, home);
    }

    /** A client without a server; empty without an interpreter. */
    static Optional<PythonClient> find(Path home) {
        Path interpreter = interpreter();
        return Files.isExecutable(interpreter)
                ? Optional.of(new PythonClient(interpreter, null, home))
                : Optional.empty();
    }

    /** Runs a script of {@code e2e/src/test/python} with arguments; it must succeed and print {@code ok} last. */
    String run(String script, String... arguments) throws IOException, InterruptedException {
        String printed = execute(script, command(script), arguments);
        assertThat(printed.lines()).as(printed).contains("ok");
        return printed;
    }

    /** Runs the official command line; it must succeed. */
    String wandb(String... arguments) throws IOException, InterruptedException {
        return execute("wandb", List.of(interpreter.toString(), "-m", "wandb"), arguments);
    }

    /** Has an agent of ours work in this client's folder; it must succeed. */
    String ourAgent(String... arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return execute("agent", List.of(java, "-cp", classPath, Wandb4j.class.getName(), "agent"), arguments);
    }

    /** The command of a script of {@code e2e/src/test/python}. */
    List<String> command(String script) {
        return List.of(
                interpreter.toString(),
                ROOT.resolve("e2e/src/test/python").resolve(script).toString());
    }

    private String execute(String name, List<String> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        Path output = home.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.directory(home.toFile());
        environment(builder.environment());
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("%s did not end:%n%s", name, printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private void environment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("WANDB_"));
        environment.put("HOME", home.toString());
        String programs = interpreter.toAbsolutePath().getParent().toString();
        environment.merge("PATH", programs, (old, first) -> first + File.pathSeparator + old);
        environment.put("PYTHONIOENCODING", "utf-8");
        environment.put("WANDB_ERROR_REPORTING", "false");
        if (server != null && address != null) {
            environment.put("WANDB_BASE_URL", address);
            environment.put("WANDB_API_KEY", server.apiKey());
        }
    }

    private static Path assumed() {
        Path interpreter = interpreter();
        assumeTrue(
                Files.isExecutable(interpreter),
                () -> "no Python with the official client at " + interpreter + "; set " + VARIABLE
                        + ", or make one: python3 -m venv .venv && .venv/bin/pip install wandb==0.30.0"
                        + " numpy pillow pandas scikit-learn plotly soundfile");
        return interpreter;
    }

    private static Path interpreter() {
        String named = System.getProperty(VARIABLE, System.getenv(VARIABLE));
        return named == null ? ROOT.resolve(".venv/bin/python") : Path.of(named);
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("e2e/src/test/python"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException(
                        "not inside the repository: " + Path.of("").toAbsolutePath());
            }
        }
        return directory;
    }
}
