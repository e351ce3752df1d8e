package io.wandb4j.sweep;

import io.wandb4j.sweep.AgentReport.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads of one agent. */
final class Crew {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final List<Work> works;
    private final Departure departure;

    Crew(List<Work> works, Departure departure) {
        this.works = List.copyOf(works);
        this.departure = departure;
    }

    /** Has all of them work until the end: one in this thread, several in threads of their own.
     *
     * <p>When this thread is interrupted they are, too; when one throws, the others leave after the run that they have.
     *
     * @return the strongest reason why one of them ended */
    Ending work() {
        if (works.size() == 1) {
            return works.get(0).run();
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                works.size(), work -> new Thread(work, "wandb-sweep-" + NUMBERS.incrementAndGet()));
        try {
            List<Future<Ending>> endings = new ArrayList<>();
            works.forEach(work -> endings.add(threads.submit(() -> workWithOthers(work))));
            return await(endings, threads);
        } finally {
            threads.shutdown();
        }
    }

    private Ending workWithOthers(Work work) {
        boolean done = false;
        try {
            Ending ending = work.run();
            done = true;
            return ending;
        } finally {
            if (!done) { // whatever was thrown, errors too
                departure.request();
            }
        }
    }

    private static Ending await(List<Future<Ending>> works, ExecutorService threads) {
        List<Ending> endings = new ArrayList<>();
        Throwable thrown = null;
        boolean interrupted = false;
        for (int i = 0; i < works.size(); ) {
            try {
                endings.add(works.get(i).get());
                i++;
            } catch (ExecutionException e) {
                thrown = thrown == null ? e.getCause() : thrown;
                i++;
            } catch (InterruptedException e) {
                interrupted = true;
                threads.shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow(thrown);
        return Collections.max(endings);
    }

    private static void rethrow(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
