package io.wandb4j.sweep;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the server's commands to one agent arrive: by a heartbeat between runs, by a thread of its own during a run.
 *
 * <p>A command is never lost: what arrives during a run and is not about it waits for the run's end. */
final class Inbox {
    private static final int NOT_FOUND = 404;

    private final SweepService service;
    private final String agentId;
    private final Duration interval;
    private final Terminal terminal;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Queue<Command> waiting = new ArrayDeque<>();

    private volatile boolean gone;

    Inbox(SweepService service, String agentId, Duration interval, Terminal terminal) {
        this.service = service;
        this.agentId = agentId;
        this.interval = interval;
        this.terminal = terminal;
    }

    /** The next command, after a question to the server if none is waiting; empty if there is nothing to do now. */
    Optional<Command> next() {
        Optional<Command> first = poll();
        if (first.isEmpty() && !gone) {
            put(ask(Set.of()));
            first = poll();
        }
        return first;
    }

    /** Whether the server no longer knows the sweep. */
    boolean isGone() {
        return gone;
    }

    /** Waits until it is time to ask again, or to leave. */
    void pause(Departure departure) throws InterruptedException {
        departure.await(interval);
    }

    /** Watches for commands to stop a run, until closed. */
    Watch watch(String runId) {
        Watch watch = new Watch(runId);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private List<Command> ask(Set<String> running) {
        try {
            return service.heartbeat(agentId, running);
        } catch (CommunicationException e) {
            if (e.status() == NOT_FOUND) {
                gone = true;
            } else {
                terminal.warnOnce("heartbeat", "Sweep Agent: the server does not answer, trying on: " + e.getMessage());
            }
            return List.of();
        }
    }

    private void put(List<Command> commands) {
        synchronized (lock) {
            waiting.addAll(commands);
        }
    }

    private Optional<Command> poll() {
        synchronized (lock) {
            return Optional.ofNullable(waiting.poll());
        }
    }

    /** Heartbeats during one run. */
    final class Watch implements AutoCloseable {
        private final String runId;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread;
        private volatile boolean stopRequested;

        private Watch(String runId) {
            this.runId = runId;
            this.thread = new Thread(this::beat, "wandb-agent-" + runId);
        }

        /** Whether the server wants the run to stop. */
        boolean isStopRequested() {
            return stopRequested;
        }

        /** Ends the heartbeats, and waits for the one on its way: it may bring the next run. */
        @Override
        public void close() {
            ended.countDown();
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void beat() {
            try {
                while (!ended.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                    ask(Set.of(runId)).forEach(this::sort);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (WandbException e) {
                terminal.warnOnce("heartbeat", "Sweep Agent: cannot ask the server any more: " + e.getMessage());
            }
        }

        private void sort(Command command) {
            boolean mine =
                    command.kind() == Command.Kind.STOP && command.runId().equals(runId);
            stopRequested |= mine || command.kind() == Command.Kind.EXIT;
            if (!mine) {
                put(List.of(command));
            }
        }
    }
}
