package io.wandb4j.examples;

import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.server.LocalServer;
import io.wandb4j.server.ServerFolder;
import io.wandb4j.server.StandardFolder;
import io.wandb4j.server.errors.ServerException;
import io.wandb4j.settings.Credentials;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an example's runs go: to the server that the user is logged in to, or else to a local one in this process.
 *
 * <p>Starting a server is for examples and the command line only; a program of yours says where its runs go, or has its
 * user log in. */
final class Backend implements AutoCloseable {
    private final Settings settings;
    private final @Nullable Path serverDir;
    private final @Nullable LocalServer server;

    private Backend(Settings settings, @Nullable Path serverDir, @Nullable LocalServer server) {
        this.settings = settings;
        this.serverDir = serverDir;
        this.server = server;
    }

    /** The server in use, or a local one whose data lies in the usual folder. */
    static Backend open() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> complain(error));
        return open(Settings.builder().build(), StandardFolder.ofProcess());
    }

    /** The server in use, or a local one whose data lies in the given folder. */
    static Backend open(Settings settings, Path dir) {
        return open(settings, dir, Environment.ofProcess());
    }

    static Backend open(Settings settings, Path dir, Environment environment) {
        Settings resolved = settings.resolved(environment);
        if (resolved.mode() != Mode.ONLINE || isLoggedIn(resolved)) {
            return new Backend(settings, null, null);
        }
        if (!resolved.baseUrl().equals(Settings.builder().build().baseUrl())) {
            Credentials.find(resolved); // a server was chosen, only its key is missing: says so
        }
        return local(settings, dir.toAbsolutePath().normalize());
    }

    /** What runs are started with. */
    Settings settings() {
        return settings;
    }

    /** The data of the local server; empty when the runs go elsewhere. */
    Optional<Path> serverDir() {
        return Optional.ofNullable(serverDir);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    /** What the user can mend takes one line; what is wrong with the program, its place too. */
    private static void complain(Throwable error) {
        if (error instanceof WandbException) {
            System.err.println(error.getMessage());
        } else {
            error.printStackTrace();
        }
    }

    private static Backend local(Settings settings, Path dir) {
        try {
            Optional<String> address = LocalServer.addressOf(dir);
            if (address.isPresent()) {
                return new Backend(at(settings, address.get(), keyIn(dir)), dir, null);
            }
            LocalServer server = LocalServer.start(dir);
            return new Backend(at(settings, server.url(), server.apiKey()), dir, server);
        } catch (ServerException e) {
            throw new UsageException(e.getMessage() + " (--dir)", e);
        }
    }

    private static String keyIn(Path dir) {
        try (ServerFolder folder = ServerFolder.open(dir)) {
            return folder.apiKey();
        }
    }

    private static Settings at(Settings settings, String address, String key) {
        return settings.toBuilder().baseUrl(address).apiKey(key).build();
    }

    private static boolean isLoggedIn(Settings resolved) {
        try {
            Credentials.find(resolved);
            return true;
        } catch (AuthenticationException e) {
            return false;
        }
    }
}
