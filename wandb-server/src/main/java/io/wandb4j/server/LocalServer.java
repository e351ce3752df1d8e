package io.wandb4j.server;

import io.wandb4j.server.auth.Users;
import io.wandb4j.server.errors.ServerException;
import io.wandb4j.server.http.HttpServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A W&amp;B-compatible server in this process.
 *
 * <p>Everything lies in one folder; starting again on the same folder goes on where the last one stopped. Its threads
 * are daemons: it ends with the process if it is not closed before.
 */
public final class LocalServer implements AutoCloseable {

    private final ServerOptions options;
    private final FolderLock lock;
    private final ServerFolder folder;
    private final HttpServer http;
    private final AddressFile address;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalServer(ServerOptions options, FolderLock lock, ServerFolder folder, HttpServer http) {
        this.options = options;
        this.lock = lock;
        this.folder = folder;
        this.http = http;
        this.address = new AddressFile(options.directory());
    }

    /** Starts a server for this machine on any free port. */
    public static LocalServer start(Path directory) {
        return start(ServerOptions.in(directory));
    }

    /** Starts a server; a folder or port that cannot be used is a {@link ServerException} that says so. */
    public static LocalServer start(ServerOptions options) {
        ServerFolder.prepare(options.directory());
        FolderLock lock = FolderLock.take(options.directory());
        new AddressFile(options.directory()).delete(); // left by a server that was killed
        try {
            ServerFolder folder = ServerFolder.open(options.directory(), options.clock());
            return serve(options, lock, folder);
        } catch (ServerException e) {
            lock.close();
            throw e;
        }
    }

    /** The address of the server that serves a folder, in this process or another; empty if none does. */
    public static Optional<String> addressOf(Path directory) {
        return FolderLock.isTaken(directory) ? new AddressFile(directory).read() : Optional.empty();
    }

    /** Its address, without a slash at the end. */
    public String url() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return "http://" + host + ":" + http.port();
    }

    /** The key of its first user. */
    public String apiKey() {
        return folder.apiKey();
    }

    /** The file that holds that key, for its owner's eyes only. */
    public Path keyFile() {
        return folder.keyFile();
    }

    /** Where runs of that user go whose client names no entity. */
    public String entity() {
        return ServerFolder.OWNER;
    }

    /** The folder that holds everything. */
    public Path directory() {
        return options.directory();
    }

    /** Who may use it. */
    public Users users() {
        return folder.users();
    }

    /** Stops to listen and releases the folder. Requests under way may break off: clients send them again. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            address.delete();
            http.close();
            folder.close();
            lock.close();
        }
    }

    private static LocalServer serve(ServerOptions options, FolderLock lock, ServerFolder folder) {
        try {
            Assembly assembly = new Assembly(options, folder);
            HttpServer http = HttpServer.start(options.host(), options.port(), assembly.routes());
            return announced(new LocalServer(options, lock, folder, http));
        } catch (ServerException e) {
            folder.close();
            throw e;
        }
    }

    private static LocalServer announced(LocalServer server) {
        try {
            server.address.write(server.url());
            return server;
        } catch (ServerException e) {
            server.http.close();
            throw e;
        }
    }
}
