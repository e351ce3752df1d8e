package io.wandb4j.cli;

import io.wandb4j.server.LocalServer;
import io.wandb4j.server.ServerOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves until the process is told to end. */
@Command(name = "start", description = "Start the server here, until Ctrl+C.")
final class ServerStart implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerDirectory directory;

    @Option(
            names = "--host",
            defaultValue = ServerOptions.LOOPBACK,
            description = "The address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
    private String host;

    @Option(
            names = {"-p", "--port"},
            defaultValue = "8080",
            description = "The port to listen on; 0 takes any that is free (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--crash-timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description =
                    "For how long a run may be silent before it counts as crashed, and an agent of a sweep gets it"
                            + " to go on with if its own is gone, too (default: ${DEFAULT-VALUE}).")
    private int crashTimeout;

    @Override
    public void run() {
        ServerOptions options = ServerOptions.in(directory.path())
                .withHost(host)
                .withPort(port)
                .withCrashTimeout(Duration.ofSeconds(crashTimeout));
        try (LocalServer server = LocalServer.start(options)) {
            Thread stop = new Thread(server::close, "wandb4j-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            ServerProcessFile.in(options.directory()).write();
            announce(server);
            new CountDownLatch(1).await(); // never counted down: only the end of the process or an interrupt wakes it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce(LocalServer server) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("The server runs at " + server.url());
        out.println("  data:       " + server.directory());
        out.println("  look at it: open the address in a browser; the key that it asks for is in " + server.keyFile());
        out.println("  log in:     wandb4j login - --host " + server.url() + " < " + server.keyFile());
        out.println("Ctrl+C ends it, and so does `wandb4j server stop`.");
        out.flush();
    }
}
