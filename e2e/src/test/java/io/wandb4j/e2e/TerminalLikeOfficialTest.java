package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.server.LocalServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The terminal shows what the official client shows.
 *
 * <p>Made equal before they are compared: versions, times, the number behind a folder that two runs of one second would share,
 * ids, names, counts of files, the name of the command, colours.
 * Left out: what the official client says while it waits, its offer of a viewer in the terminal that is not ours, and the
 * traces of exceptions.
 */
class TerminalLikeOfficialTest {

    private static final Pattern LEFT_OUT = Pattern.compile(
            "wandb: (setting up run|updating run|uploading|View this run in the terminal with).*|(?!wandb: ).*");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "end, WANDB_MODE=online",
        "end, WANDB_QUIET=true",
        "end, WANDB_SILENT=true",
        "end, WANDB_MODE=offline",
        "end, WANDB_MODE=offline WANDB_QUIET=true",
        "end, WANDB_RESUME=allow WANDB_RUN_ID=resumed",
        "end, WANDB_SHOW_INFO=false",
        "throw, WANDB_MODE=online",
        "throw, WANDB_QUIET=true",
    })
    void showsTheLinesOfTheOfficialClient(String end, String variables) throws IOException, InterruptedException {
        try (LocalServer server = LocalServer.start(directory.resolve("server"))) {
            Map<String, String> environment = Map.of(
                    "HOME", directory.toString(),
                    "WANDB_BASE_URL", server.url(),
                    "WANDB_API_KEY", server.apiKey(),
                    "WANDB_ERROR_REPORTING", "false",
                    "PYTHONIOENCODING", "utf-8");
            if (variables.contains("RESUME")) { // both go on with a run that is there already
                run(environment, variables, pythonCommand(end));
            }
            List<String> official = run(environment, variables, pythonCommand(end));
            List<String> ours = run(environment, variables, javaCommand(end));

            assertThat(ours).containsExactlyElementsOf(official);
            assertThat(ours.isEmpty()).isEqualTo(variables.contains("SILENT") || variables.contains("INFO"));
        }
    }

    private List<String> pythonCommand(String end) {
        List<String> command = new ArrayList<>(PythonClient.offline(directory).command("terminal_lines.py"));
        command.add(end);
        return command;
    }

    private static List<String> javaCommand(String end) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dsun.stderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                ShortRun.class.getName(),
                end);
    }

    private List<String> run(Map<String, String> environment, String variables, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "terminal", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_"));
        builder.environment().putAll(environment);
        for (String variable : variables.split(" ")) {
            String[] sides = variable.split("=");
            builder.environment().put(sides[0], sides[1]);
        }
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8)
                .lines()
                .map(TerminalLikeOfficialTest::comparable)
                .filter(line -> !LEFT_OUT.matcher(line).matches())
                .toList();
    }

    private static String comparable(String line) {
        return line.replaceAll("\u001b\\[[0-9;]*m", "")
                .replace("wandb4j", "wandb")
                .replaceAll("version \\S+", "version V")
                .replaceAll("run-\\d{8}_\\d{6}-\\w+(-\\d)?", "run-TIME-ID")
                .replaceAll("/runs/\\w+", "/runs/ID")
                .replaceAll("(Syncing|Resuming|View) run [\\w-]+", "$1 run NAME")
                .replaceAll("View run NAME(?= http)", "View run at")
                .replaceAll("\\d+ (W&B|media|artifact|other) file", "N $1 file");
    }
}
