package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.LocalServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program with a small heap prints many lines, and all of them arrive.
 *
 * <p>How many is a system property; the profile {@code soak} sets a million. */
class ConsoleVolumeTest {
    private static final int LINES = Integer.getInteger("wandb4j.soak.console.lines", 20_000);
    private static final int PAGE = 10_000;
    private static final String QUERY = """
        query Lines($entity: String!, $first: Int!, $after: String) {
          project(name: "volume", entityName: $entity) {
            run(name: "chatty") {
              logLineCount
              historyLineCount
              logLines(first: $first, after: $after) {
                edges { node { number line } }
                pageInfo { endCursor hasNextPage }
              }
            }
          }
        }
        """;

    @TempDir
    Path dir;

    @Test
    void aSmallProgramPrintsManyLinesAndAllArriveInOrder() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            long begin = System.nanoTime();
            String times = print(server);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            System.out.println(LINES + " lines printed and sent in " + seconds + " s: " + times);

            int next = 0;
            JsonNode run = page(server, "");
            assertThat(run.path("logLineCount").asInt()).isEqualTo(LINES);
            assertThat(run.path("historyLineCount").asInt()).isEqualTo((LINES + 999) / 1000);
            while (next < LINES) {
                for (JsonNode edge : run.at("/logLines/edges")) {
                    assertThat(edge.at("/node/line").asText()).isEqualTo(Chatterbox.line(next++));
                }
                run = page(server, run.at("/logLines/pageInfo/endCursor").asText());
            }
            assertThat(next).isEqualTo(LINES);
            assertThat(Files.size(dir.resolve("printed"))).isPositive();
        }
    }

    private String print(LocalServer server) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        classPath(),
                        Chatterbox.class.getName(),
                        String.valueOf(LINES))
                .directory(dir.toFile())
                .redirectError(dir.resolve("errors").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", dir.toString(),
                        "WANDB_BASE_URL", server.url(),
                        "WANDB_API_KEY", server.apiKey(),
                        "WANDB_PROJECT", "volume",
                        "WANDB_RUN_ID", "chatty"));
        Process process = builder.start();
        String times = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(dir.resolve("errors")))
                .isZero();
        return times.strip();
    }

    private static JsonNode page(LocalServer server, String after) {
        Map<String, Object> variables = new HashMap<>(Map.of("entity", server.entity(), "first", PAGE));
        if (!after.isEmpty()) {
            variables.put("after", after);
        }
        return new RawGraphQl(server.url(), server.apiKey())
                .ask(QUERY, variables)
                .at("/project/run");
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
