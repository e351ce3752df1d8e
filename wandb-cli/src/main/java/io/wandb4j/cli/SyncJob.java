package io.wandb4j.cli;

import io.wandb4j.errors.WandbException;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLog;
import io.wandb4j.sync.Sync;
import io.wandb4j.sync.SyncResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sends several logs: those of one run one after the other, the oldest first; those of others side by side. */
final class SyncJob {
    private final Settings settings;
    private final Goal goal;
    private final boolean follow;
    private final boolean mark;
    private final Messages messages;
    private final Outage outage;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong rows = new AtomicLong();

    /** Where to send logs instead of where they say, and as what. */
    record Goal(
            @Nullable String id,
            @Nullable String entity,
            @Nullable String project,
            @Nullable String jobType,
            Map<String, String> tags) {}

    SyncJob(Settings settings, Goal goal, boolean follow, boolean mark, Messages messages) {
        this.settings = settings;
        this.goal = goal;
        this.follow = follow;
        this.mark = mark;
        this.messages = messages;
        this.outage = new Outage(messages);
    }

    /** Sends all of them and says how that went; whether all arrived.
     *
     * @throws io.wandb4j.errors.AuthenticationException if there is no key */
    boolean run(List<RunLog> logs, int parallel) {
        Sync.with(settings); // refuses to begin without a key
        ExecutorService threads = Executors.newFixedThreadPool(parallel, work -> {
            Thread thread = new Thread(work, "wandb4j-sync");
            thread.setDaemon(true);
            return thread;
        });
        try (SyncBar bar = SyncBar.of(logs)) {
            List<Future<?>> groups = new ArrayList<>();
            for (List<RunLog> group : groups(logs)) {
                groups.add(threads.submit(() -> group.forEach(log -> send(log, bar))));
            }
            for (Future<?> group : groups) {
                group.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("sending a run went wrong: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed.incrementAndGet();
        } finally {
            threads.shutdownNow();
        }
        messages.line(summary());
        return failed.get() == 0;
    }

    private void send(RunLog log, SyncBar bar) {
        String label = "[" + label(log) + "] ";
        try {
            SyncResult result = Sync.with(settings)
                    .id(goal.id())
                    .entity(goal.entity())
                    .project(goal.project())
                    .jobType(goal.jobType())
                    .replaceTags(goal.tags())
                    .follow(follow)
                    .markSynced(mark)
                    .onProgress(progress -> bar.move(log, progress))
                    .onOutage(outage::begin)
                    .onRecovery(outage::end)
                    .send(log);
            tell(label, log, result);
        } catch (WandbException e) {
            failed.incrementAndGet();
            messages.error(label + e.getMessage());
        }
        bar.finish(log);
    }

    private void tell(String label, RunLog log, SyncResult result) {
        rows.addAndGet(result.rowsSent());
        messages.line(label + "View run " + result.name() + " at " + result.url());
        result.problems().forEach(problem -> messages.warn(label + problem));
        if (result.end() == SyncResult.End.DIED) {
            messages.line(label + "The process of the run died: the run is marked as failed.");
        }
        if (result.complete()) {
            sent.incrementAndGet();
            messages.line(label + "Finished syncing " + RunSelection.seen(log.folder()));
        } else if (result.end() == SyncResult.End.STILL_WRITTEN) {
            sent.incrementAndGet();
            messages.line(label + "Sent what is there: the run goes on. --live follows it until it ends.");
        } else {
            failed.incrementAndGet();
            messages.error(label + "Some of " + RunSelection.seen(log.folder()) + " did not arrive.");
        }
    }

    private String summary() {
        String done = String.format(Locale.ROOT, "Synced %d run(s), %,d row(s).", sent.get(), rows.get());
        return failed.get() == 0 ? done : done + " " + failed.get() + " run(s) could not be synced.";
    }

    private List<List<RunLog>> groups(List<RunLog> logs) {
        Map<String, List<RunLog>> groups = new LinkedHashMap<>();
        logs.stream()
                .sorted(Comparator.comparing(log -> log.started().orElse(Instant.EPOCH)))
                .forEach(log -> groups.computeIfAbsent(target(log), unused -> new ArrayList<>())
                        .add(log));
        return List.copyOf(groups.values());
    }

    /** The run that a log goes to, as far as that is known here. */
    private String target(RunLog log) {
        return or(goal.entity(), log.entity()) + "/" + or(goal.project(), log.project()) + "/"
                + or(goal.id(), log.runId());
    }

    /** The run as lines name it: project and id. */
    private String label(RunLog log) {
        String project = or(goal.project(), log.project());
        return project.isEmpty() ? or(goal.id(), log.runId()) : project + "/" + or(goal.id(), log.runId());
    }

    private static String or(@Nullable String given, String own) {
        return given == null ? own : given;
    }
}
