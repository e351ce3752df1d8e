package io.wandb4j.server;

import static java.util.Objects.requireNonNull;

import io.wandb4j.server.errors.ServerException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * How a server runs.
 *
 * @param directory the folder that holds everything; made if absent
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any that is free
 * @param clock what time it is
 * @param crashTimeout for how long a run may be silent before it counts as crashed
 */
public record ServerOptions(Path directory, String host, int port, Clock clock, Duration crashTimeout) {

    /** Where servers listen unless told otherwise: this machine only. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Checks that the values make sense. */
    public ServerOptions {
        requireNonNull(directory, "directory");
        requireNonNull(clock, "clock");
        if (port < 0 || port > 65_535) {
            throw new ServerException("port " + port + " does not exist; take 1 to 65535, or 0 for any that is free");
        }
        if (host.isBlank()) {
            throw new ServerException("the host must not be empty; take " + LOOPBACK);
        }
        if (crashTimeout.isNegative() || crashTimeout.isZero()) {
            throw new ServerException("the crash timeout must be positive, not " + crashTimeout);
        }
    }

    /** A server on this machine only, on any free port, with the usual times. */
    public static ServerOptions in(Path directory) {
        return new ServerOptions(directory, LOOPBACK, 0, Clock.systemUTC(), Duration.ofMinutes(5));
    }

    /** The same with another folder. */
    public ServerOptions withDirectory(Path newDirectory) {
        return new ServerOptions(newDirectory, host, port, clock, crashTimeout);
    }

    /** The same on another address; anything but loopback opens the server to the network. */
    public ServerOptions withHost(String newHost) {
        return new ServerOptions(directory, newHost, port, clock, crashTimeout);
    }

    /** The same on a fixed port. */
    public ServerOptions withPort(int newPort) {
        return new ServerOptions(directory, host, newPort, clock, crashTimeout);
    }

    /** The same with another clock. */
    public ServerOptions withClock(Clock newClock) {
        return new ServerOptions(directory, host, port, newClock, crashTimeout);
    }

    /** The same with another patience for silent runs. */
    public ServerOptions withCrashTimeout(Duration newTimeout) {
        return new ServerOptions(directory, host, port, clock, newTimeout);
    }
}
