package io.wandb4j.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with a profile of its own, driven over the DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final String READY = "DevTools listening on ";

    private final Process process;
    private final URI devTools;
    private final HttpClient http = HttpClient.newHttpClient();

    private Browser(Process process, URI devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    /** The browser of this machine, if there is one. */
    static Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path program, Path profile) throws IOException {
        Files.createDirectories(profile);
        ProcessBuilder command = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--lang=en-US",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // it leaves a socket there, which is to go with the profile
        command.environment().put("TMPDIR", profile.toString());
        Process process = command.start();
        return new Browser(process, address(process));
    }

    /** Opens an empty tab. */
    Tab tab() throws IOException, InterruptedException {
        URI address = URI.create("http://" + devTools.getHost() + ":" + devTools.getPort() + "/json/new");
        HttpRequest request = HttpRequest.newBuilder(address)
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode target = new ObjectMapper().readTree(response.body());
        return Tab.connect(http, URI.create(target.path("webSocketDebuggerUrl").asText()));
    }

    /** Ends the browser, with all the processes it started, so that none writes to the profile any more. */
    @Override
    public void close() {
        Descendants helpers = Descendants.of(process);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        helpers.kill();
    }

    private static URI address(Process process) throws IOException {
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(READY)) {
                drain(errors);
                return URI.create(line.substring(READY.length()).strip());
            }
        }
        throw new IOException("the browser ended with " + process.exitValue() + " before it was ready");
    }

    // A full pipe would stop the browser.
    private static void drain(BufferedReader errors) {
        Thread reader = new Thread(() -> read(errors), "browser-errors");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(BufferedReader errors) {
        try {
            errors.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            return; // the browser has ended
        }
    }
}
