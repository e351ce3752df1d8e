package io.wandb4j.server;

import io.wandb4j.server.errors.ServerException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Runs a server alone: {@code java -jar wandb-server-standalone.jar [--port PORT] [--dir FOLDER]}. */
public final class Main {

    private static final int PORT = 8080;
    private static final String USAGE = "usage: java -jar wandb-server-standalone.jar [--port PORT] [--dir FOLDER]";
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Main() {}

    /** Starts a server and waits until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        if (System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "warn");
        }
        if (List.of(arguments).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        try {
            LocalServer server = LocalServer.start(options(List.of(arguments)));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "wandb4j-stop"));
            announce(server, System.out);
        } catch (ServerException e) {
            System.err.println("wandb4j: " + e.getMessage());
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    static ServerOptions options(List<String> arguments) {
        ServerOptions options = ServerOptions.in(StandardFolder.ofProcess()).withPort(PORT);
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!name.equals("--port") && !name.equals("--dir") || i + 1 == arguments.size()) {
                throw new ServerException("cannot read \"" + name + "\"; " + USAGE);
            }
            String value = arguments.get(i + 1);
            options = name.equals("--port") ? options.withPort(port(value)) : options.withDirectory(Path.of(value));
        }
        return options;
    }

    // The key itself stays out of terminals and their histories.
    private static void announce(LocalServer server, PrintStream out) {
        Path key = server.directory().resolve("api-key").toAbsolutePath();
        out.println("wandb4j server: " + server.url());
        out.println("data:           " + server.directory().toAbsolutePath());
        out.println("log in with the key in " + key + ", for instance:");
        out.println("  export WANDB_BASE_URL=" + server.url());
        out.println("  export WANDB_API_KEY=$(cat '" + key + "')");
        out.println("Ctrl-C stops it.");
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new ServerException("--port takes a number, not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
