package io.wandb4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.server.LocalServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
    @TempDir
    Path dir;

    @Test
    void servesUntilItIsTold() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        Thread serving =
                new Thread(() -> outcomes.add(Outcome.of("server", "start", "--dir", dir.toString(), "--port", "0")));
        serving.start();

        String address = awaitAddress();
        int anonymous = viewer(address, Keys.random()).statusCode();
        String viewer = viewer(address, Files.readString(dir.resolve("api-key")).strip())
                .body();
        Outcome status = Outcome.of("server", "status", "--dir", dir.toString());
        while (serving.isAlive() && ServerProcessFile.in(dir).read().isEmpty()) {
            Thread.onSpinWait(); // the last that it does to files, which an interrupt would break off
        }
        serving.interrupt();
        serving.join();

        assertThat(anonymous).isEqualTo(401);
        assertThat(viewer).contains("\"local\"");
        assertThat(status).isEqualTo(new Outcome(0, "A server runs at " + address + " on " + dir + "\n", ""));
        assertThat(outcomes.get(0).code()).isZero();
        assertThat(outcomes.get(0).out())
                .startsWith("The server runs at " + address + "\n")
                .contains(dir.resolve("api-key").toString())
                .doesNotContain(Files.readString(dir.resolve("api-key")).strip());
        assertThat(Outcome.of("server", "status", "--dir", dir.toString()).code())
                .isEqualTo(1);
    }

    @Test
    void stopsTheServerOfAnotherProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Wandb4j.class.getName(),
                        "server",
                        "start",
                        "--dir",
                        dir.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            while (!output.readLine().startsWith("Ctrl+C")) {
                assertThat(process.isAlive()).isTrue();
            }
            String address = awaitAddress();

            assertThat(Outcome.of("server", "stop", "--dir", dir.toString()))
                    .isEqualTo(new Outcome(0, "The server at " + address + " has ended.\n", ""));
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Outcome.of("server", "stop", "--dir", dir.toString()))
                .isEqualTo(new Outcome(0, "No server runs on " + dir + ".\n", ""));
    }

    @Test
    void stopsNoOtherProgramThatHasAServer() {
        try (LocalServer server = LocalServer.start(dir)) {
            Outcome outcome = Outcome.of("server", "stop", "--dir", dir.toString());

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).contains(server.url(), "part of another program");
        }
    }

    @Test
    void letsAPersonInWhileItRuns() throws Exception {
        String key = Keys.random();
        try (LocalServer server = LocalServer.start(dir)) {
            Outcome outcome = Outcome.of("server", "user", "add", "ada", "--key", key, "--dir", dir.toString());

            assertThat(outcome.code()).isZero();
            assertThat(outcome.out() + outcome.err()).contains("ada").doesNotContain(key);
            assertThat(viewer(server.url(), key).body()).contains("\"ada\"");
        }
    }

    @Test
    void takesAPersonsKeyAwayWhileItRuns() throws Exception {
        String key = Keys.random();
        try (LocalServer server = LocalServer.start(dir)) {
            server.users().add("ada", key);
            Outcome outcome = Outcome.of("server", "user", "remove", "ada", "--dir", dir.toString());

            assertThat(outcome.out()).isEqualTo("User ada has no key to the server any more.\n");
            assertThat(viewer(server.url(), key).statusCode()).isEqualTo(401);
        }
        assertThat(Outcome.of("server", "user", "remove", "bo", "--dir", dir.toString())
                        .err())
                .contains("there is no user \"bo\"");
        assertThat(Outcome.of("server", "user", "remove", "Local", "--dir", dir.toString())
                        .err())
                .contains("the server's own");
    }

    @Test
    void readsAPersonsKeyFromStandardInput() throws Exception {
        String key = Keys.random();
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((key + "\n").getBytes(UTF_8)));
        try (LocalServer server = LocalServer.start(dir)) {
            Outcome outcome = Outcome.of("server", "user", "add", "ada", "--key", "-", "--dir", dir.toString());

            assertThat(outcome.code()).isZero();
            assertThat(viewer(server.url(), key).statusCode()).isEqualTo(200);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void saysWhichPortIsInUseAndLeavesNothingBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());

            Outcome outcome = Outcome.of("server", "start", "--dir", dir.toString(), "--port", port);

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).hasLineCount(1).contains(port).contains("in use");
        }
        LocalServer.start(dir).close(); // the folder is free again
    }

    @Test
    void saysThatAnotherServerUsesTheFolder() {
        try (LocalServer server = LocalServer.start(dir)) {
            Outcome outcome = Outcome.of("server", "start", "--dir", dir.toString(), "--port", "0");

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).hasLineCount(1).contains(dir.toString()).contains("another server");
        }
    }

    @Test
    void saysThatTheFolderCannotBeUsed() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "not a folder");

        Outcome outcome =
                Outcome.of("server", "start", "--dir", file.resolve("data").toString(), "--port", "0");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains(file.toString());
        assertThat(Files.readString(file)).isEqualTo("not a folder");
    }

    @Test
    void refusesAPortThatDoesNotExist() {
        Outcome outcome = Outcome.of("server", "start", "--dir", dir.toString(), "--port", "70000");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains("70000");
        assertThat(Outcome.of("server", "start", "--port", "many").code()).isEqualTo(2);
    }

    @Test
    void refusesAPersonWhoseNameOrKeyIsNotUsable() {
        Outcome name = Outcome.of("server", "user", "add", "a b", "--key", Keys.random(), "--dir", dir.toString());
        Outcome key = Outcome.of("server", "user", "add", "ada", "--key", "short", "--dir", dir.toString());

        assertThat(name.code()).isEqualTo(1);
        assertThat(name.err()).hasLineCount(1).contains("\"a b\"");
        assertThat(key.code()).isEqualTo(1);
        assertThat(key.err()).hasLineCount(1).contains("40").doesNotContain("short\"");
        assertThat(Outcome.of("server", "user", "add", "ada").code()).isEqualTo(2);
    }

    private String awaitAddress() throws InterruptedException {
        for (int tries = 0; tries < 3600; tries++) {
            String out = Outcome.of("server", "status", "--dir", dir.toString()).out();
            if (out.startsWith("A server runs at ")) {
                return out.split(" ")[4];
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the server did not start");
    }

    private static HttpResponse<String> viewer(String address, String key) throws Exception {
        String login = Base64.getEncoder().encodeToString(("api:" + key).getBytes(UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/graphql"))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"{ viewer { entity username } }\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
