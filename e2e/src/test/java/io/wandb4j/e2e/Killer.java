package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts programs that log, many side by side, and kills each at its moment. */
final class Killer {
    private static final int SIDE_BY_SIDE = 20;

    private final Path folder;
    private final List<String> program;
    private final Map<String, String> environment;

    /**
     * Kills this program.
     *
     * @param program the command, to which the folder of a round and its arguments are added
     * @param environment what the program finds in its environment, beside what is there but for {@code WANDB_*}
     */
    Killer(Path folder, List<String> program, Map<String, String> environment) {
        this.folder = folder;
        this.program = List.copyOf(program);
        this.environment = Map.copyOf(environment);
    }

    /** The command of a Java program that starts quickly and takes little memory. */
    static List<String> java(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }

    /** The folder of a round. */
    Path folder(Round round) {
        return folder.resolve("round-" + round.number());
    }

    /** Starts and kills all; returns when the last is dead. */
    void kill(List<Round> rounds) throws InterruptedException, IOException {
        ExecutorService pool = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Callable<Void>> kills = new ArrayList<>();
            rounds.forEach(round -> kills.add(() -> kill(round)));
            for (Future<Void> kill : pool.invokeAll(kills)) {
                kill.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a round went wrong", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Removes what a round left. */
    void forget(Round round) throws IOException {
        try (Stream<Path> paths = Files.walk(folder(round))) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Void kill(Round round) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder(round));
        Process process = start(round, home);
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String line = output.readLine();
            if (!"ready".equals(line) || process.waitFor(round.millis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        round + " ended by itself: " + line + "\n" + Files.readString(home.resolve("errors")));
            }
        } finally {
            Descendants children = Descendants.of(process);
            process.destroyForcibly();
            process.waitFor();
            children.kill();
        }
        return null;
    }

    private Process start(Round round, Path home) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.add(home.toString());
        command.addAll(round.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(home.resolve("errors").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
