package io.wandb4j.e2e;

import io.wandb4j.cli.Wandb4j;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The local server as a process of its own that can be killed, and started again at the same address. */
final class ServerProcess implements AutoCloseable {
    private final Path folder;
    private final int crashTimeoutSeconds;
    private Process process;
    private String url = "";

    private ServerProcess(Path folder, int crashTimeoutSeconds) throws IOException {
        this.folder = folder;
        this.crashTimeoutSeconds = crashTimeoutSeconds;
        this.process = start(0);
    }

    static ServerProcess start(Path folder, int crashTimeoutSeconds) throws IOException, InterruptedException {
        ServerProcess server = new ServerProcess(Files.createDirectories(folder), crashTimeoutSeconds);
        server.url = server.await();
        return server;
    }

    /** Kills it with SIGKILL, and starts it again. */
    void restart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Files.deleteIfExists(folder.resolve("address")); // so that it is not taken for that of the next one
        process = start(URI.create(url).getPort());
        await();
    }

    String url() {
        return url;
    }

    String apiKey() throws IOException {
        return Files.readString(folder.resolve("api-key")).strip();
    }

    Settings.Builder settings() throws IOException {
        return Settings.builder().baseUrl(url()).apiKey(apiKey());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Process start(int port) throws IOException {
        List<String> command = new ArrayList<>(Killer.java(Wandb4j.class));
        command.replaceAll(word -> word.equals("-Xmx128m") ? "-Xmx512m" : word);
        command.addAll(List.of("server", "start", "--dir", folder.toString(), "--port", Integer.toString(port)));
        command.addAll(List.of("--crash-timeout", Integer.toString(crashTimeoutSeconds)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()))
                .start();
    }

    /** Its address, once it answers there. */
    private String await() throws IOException, InterruptedException {
        Optional<String> address = LocalServer.addressOf(folder);
        while (address.isEmpty()) {
            if (!process.isAlive()) {
                throw new IOException("no server: " + Files.readString(folder.resolve("output")));
            }
            Thread.sleep(50);
            address = LocalServer.addressOf(folder);
        }
        return address.get();
    }
}
