package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program prints becomes the same lines, whichever client watches. */
class ConsoleParityTest {
    private static final long SEED = 20261122;
    private static final List<String> CURSOR =
            List.of("\n", "\n", "\r", "\r\n", "\u001b[A", "\u001b[B", "\u001b", "[", "\u001b[2K", "\t", "\u0007");

    @TempDir
    Path dir;

    private record Piece(boolean toError, String text) {}

    @Test
    void whatIsPrintedBecomesTheLinesOfTheOfficialClient() throws Exception {
        List<Piece> pieces = pieces();
        Path file = dir.resolve("pieces.json");
        Files.writeString(
                file,
                new ObjectMapper()
                        .writeValueAsString(pieces.stream()
                                .map(piece -> List.of(piece.toError(), piece.text()))
                                .toList()));
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            PythonClient.of(server, dir).run("console_lines.py", file.toString(), "official");
            print(pieces, server);

            Map<String, String> official = console(server, "official");
            assertThat(official).hasSizeGreaterThan(500);
            Map<String, String> ours = console(server, "ours");
            official.forEach((path, text) ->
                    assertThat(ours.get(path)).as("seed %s, %s", SEED, path).isEqualTo(text));
            assertThat(ours).hasSameSizeAs(official);
        }
    }

    private void print(List<Piece> pieces, LocalServer server) {
        PrintStream realOut = System.out;
        PrintStream realError = System.err;
        System.setOut(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
        System.setErr(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
        try (Run run = Wandb.init(Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("console")
                .id("ours")
                .rootDir(dir.resolve("java"))
                .disableStats(true)
                .silent(true)
                .build())) {
            pieces.forEach(piece -> (piece.toError() ? System.err : System.out).print(piece.text()));
            run.writeLogs("one line\nand another");
        } finally {
            System.setOut(realOut);
            System.setErr(realError);
        }
    }

    /** The lines with their levels, and the file of them; times aside. */
    private static Map<String, String> console(LocalServer server, String id) {
        Map<String, String> console = new TreeMap<>(RunSnapshot.of(server, "console", id));
        console.keySet()
                .removeIf(path -> !path.matches("console\\..*|file\\.output\\.log.*") || path.endsWith(".timestamp"));
        return console;
    }

    private static List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i <= 200; i++) {
            pieces.add(new Piece(true, "\r" + "█".repeat(i / 10) + " " + i / 2.0 + " % ü 😀 "));
        }
        pieces.add(new Piece(true, "\n"));
        pieces.add(new Piece(false, "x".repeat(5000) + "\n"));
        pieces.add(new Piece(false, "\u001b[1;31mbold red\u001b[0m <&> \"q\" \\ \u2028\n"));
        Random random = new Random(SEED);
        for (int i = 0; i < 2000; i++) {
            String text = random.nextInt(3) == 0
                    ? CURSOR.get(random.nextInt(CURSOR.size()))
                    : "piece " + i + " ".repeat(random.nextInt(3));
            pieces.add(new Piece(random.nextInt(4) == 0, text));
        }
        return pieces;
    }
}
