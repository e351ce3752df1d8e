package io.wandb4j.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is surrounded by secrets: none of them is in what its run records or sends, but for headers. */
class SecretsOfRunsTest {
    @TempDir
    Path dir;

    private ScriptedServer server;
    private final Map<String, String> secrets = new TreeMap<>();

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        server.answer(
                "Viewer",
                "{\"viewer\":{\"id\":\"u\",\"entity\":\"me\",\"username\":\"me\",\"email\":\"me@example.org\","
                        + "\"flags\":\"{\\\"code_saving_enabled\\\": true}\"}}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void noSecretIsRecordedOrSent() throws Exception {
        Path home = Files.createDirectory(dir.resolve("home"));
        Path work = Files.createDirectory(dir.resolve("work"));
        netrc(home);
        repository(work);
        Process process = program(home, work).start();
        String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(process.waitFor()).as(output).isZero();

        assertThat(server.uploads()).contains("/put/wandb-metadata.json", "/put/requirements.txt");
        String recorded = output + contents(work.resolve("wandb")) + String.join("\n", server.received());
        assertThat(recorded).contains("--learning-rate=0.125", "https://git.example.org/repo.git");
        assertThat(secrets).hasSize(11);
        secrets.forEach((where, secret) -> assertThat(recorded.contains(secret))
                .as("the secret of " + where)
                .isFalse());
    }

    private ProcessBuilder program(Path home, Path work) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.example.password=" + secret("a JVM flag"),
                "-Djdbc.url=jdbc:db://localhost/x?user=ada&password=" + secret("an address in a JVM flag"),
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Victim.class.getName(),
                "return",
                "1",
                "--learning-rate=0.125",
                "--api-key=" + secret("an argument"),
                "--token",
                secret("the argument behind its name"),
                "https://ada:" + secret("an address") + "@example.org/data",
                "authToken=" + secret("an argument without dashes")));
        String shared = secret("a variable that is an argument, too");
        command.add("positional-" + shared);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_") || name.startsWith("GIT_"));
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        home.toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Duser.home=" + home,
                        "NETRC",
                        home.resolve(".netrc").toString(),
                        "WANDB_BASE_URL",
                        server.url(),
                        "WANDB_PROJECT",
                        "test",
                        "WANDB_X_EXTRA_HTTP_HEADERS",
                        "{\"X-Gate\": \"" + secret("a header") + "\"}",
                        "MY_SERVICE_PASSWORD",
                        shared,
                        "SLURM_JWT",
                        secret("Slurm"),
                        "SLURM_JOB_ID",
                        "77"));
        return builder;
    }

    private void netrc(Path home) throws IOException {
        String machine = server.url().replace("http://", "");
        Files.writeString(
                home.resolve(".netrc"), "machine " + machine + "\n  login user\n  password " + secret("netrc") + "\n");
    }

    private void repository(Path work) throws IOException {
        Path git = Files.createDirectories(work.resolve(".git/refs/heads"))
                .getParent()
                .getParent();
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
        Files.writeString(git.resolve("refs/heads/main"), "0123456789".repeat(4) + "\n");
        Files.writeString(
                git.resolve("config"),
                "[remote \"origin\"]\n\turl = https://ada:" + secret("the git remote") + "@git.example.org/repo.git\n");
    }

    /** Forty characters as an API key has them, found nowhere else. */
    private String secret(String where) {
        RandomGenerator random = RandomGenerator.getDefault();
        String secret = random.ints(40, 0, 16).mapToObj(Integer::toHexString).collect(Collectors.joining());
        secrets.put(where, secret);
        return secret;
    }

    private static String contents(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, ISO_8859_1)).append('\n');
            }
        }
        return all.toString();
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
