package io.wandb4j.e2e;

import io.wandb4j.cli.Wandb4j;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The local server as a process of its own that can be killed, and started again at the same address. */
final class ServerProcess implements AutoCloseable {
    private final Path folder;
    private final int crashTimeoutSeconds;
    private final int port;
    private Process process;

    private ServerProcess(Path folder, int crashTimeoutSeconds, int port) throws IOException {
        this.folder = folder;
        this.crashTimeoutSeconds = crashTimeoutSeconds;
        this.port = port;
        this.process = start();
    }

    static ServerProcess start(Path folder, int crashTimeoutSeconds) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ServerProcess server = new ServerProcess(Files.createDirectories(folder), crashTimeoutSeconds, port);
        server.await();
        return server;
    }

    /** Kills it with SIGKILL, and starts it again. */
    void restart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = start();
        await();
    }

    String url() {
        return "http://127.0.0.1:" + port;
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

    private Process start() throws IOException {
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

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void await() throws IOException, InterruptedException {
        while (!isListening()) {
            if (!process.isAlive()) {
                throw new IOException("no server: " + Files.readString(folder.resolve("output")));
            }
            Thread.sleep(50);
        }
    }
}
