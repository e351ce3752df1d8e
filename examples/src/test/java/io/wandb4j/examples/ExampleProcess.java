package io.wandb4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs an example as users do, in a JVM of its own with nothing in its environment that the user set up for W&B.
 *
 * <p>What it writes goes to a folder of the test.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error */
record ExampleProcess(int code, String out, String err) {
    private static final long MOST_MINUTES = 15;

    static ExampleProcess run(Path home, Class<?> example, String... args) throws IOException, InterruptedException {
        return run(home, Map.of(), example, args);
    }

    static ExampleProcess run(Path home, Map<String, String> variables, Class<?> example, String... args)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(example, args));
        builder.directory(home.toFile());
        Map<String, String> inherited = new HashMap<>(builder.environment());
        inherited.keySet().removeIf(name -> name.startsWith("WANDB"));
        inherited.remove("MNIST_DIR");
        builder.environment().clear();
        builder.environment().putAll(inherited);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("NETRC", home.resolve("netrc").toString());
        builder.environment().put("WANDB_CONFIG_DIR", home.resolve("config").toString());
        builder.environment().put("WANDB_CACHE_DIR", home.resolve("cache").toString());
        builder.environment().put("WANDB_DATA_DIR", home.resolve("data").toString());
        builder.environment().put("WANDB4J_SERVER_DIR", home.resolve("server").toString());
        builder.environment().putAll(variables);
        Path out = Files.createTempFile("example", ".out");
        Path err = Files.createTempFile("example", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(
                        "still running after " + MOST_MINUTES + " minutes: " + Files.readString(err, UTF_8));
            }
            return new ExampleProcess(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static List<String> command(Class<?> example, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                example.getName()));
        command.addAll(List.of(args));
        return command;
    }
}
