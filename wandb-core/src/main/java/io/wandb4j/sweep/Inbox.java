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
final class Inbox implements Orders {
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

    /** Asks the server if no command is waiting. */
    @Override
    public Optional<Command> next() {
        Optional<Command> first = poll();
        if (first.isEmpty() && !gone) {
            put(ask(Set.of()));
            first = poll();
        }
        return first;
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public void pause(Departure departure) throws InterruptedException {
        departure.await(interval);
    }

    @Override
    public Watch watch(String runId) {
        Beat beat = new Beat(runId);
        beat.thread.setDaemon(true);
        beat.thread.start();
        return beat;
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
    final class Beat implements Watch {
        private final String runId;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread;
        private volatile boolean stopRequested;

        private Beat(String runId) {
            this.runId = runId;
            this.thread = new Thread(this::beat, "wandb-agent-" + runId);
        }

        @Override
        public boolean isStopRequested() {
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
