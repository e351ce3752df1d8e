package io.wandb4j.sync;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.stream.Links;
import io.wandb4j.internal.stream.LogSync;
import io.wandb4j.internal.stream.Redirection;
import io.wandb4j.internal.stream.RunIdentity;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.internal.transport.OutageListener;
import io.wandb4j.internal.transport.artifact.Artifacts;
import io.wandb4j.settings.Credentials;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.SyncResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends logs of runs to a server: those written offline, and those whose process died or gave up before the server had all.
 *
 * <p>A run of an offline sweep takes the sweep along: the first makes it on the server, the others join it.
 *
 * <p>What a server has acknowledged is not sent again, so a sync that broke off goes on where it was, and repeating one
 * changes nothing. Set it up first, then {@link #send} logs, from several threads if you like. */
public final class Sync {
    private static final Duration FOLLOW_INTERVAL = Duration.ofSeconds(5);

    private final Settings settings;
    private @Nullable String runId;
    private @Nullable String entity;
    private @Nullable String project;
    private @Nullable String jobType;
    private Map<String, String> tags = Map.of();
    private boolean follow;
    private boolean markSynced = true;
    private Consumer<SyncProgress> onProgress = progress -> {};
    private Consumer<String> onOutage = reason -> {};
    private Runnable onRecovery = () -> {};

    private Sync(Settings settings) {
        this.settings = settings;
    }

    /** A sync to the server of the settings, with what is unset taken from the environment and settings files.
     *
     * @throws io.wandb4j.errors.AuthenticationException if there is no key */
    public static Sync with(Settings settings) {
        Settings resolved = settings.resolved();
        Credentials.find(resolved);
        return new Sync(resolved);
    }

    /** Sends to the run with this id instead of the log's own. */
    @CanIgnoreReturnValue
    public Sync id(@Nullable String runId) {
        this.runId = runId;
        return this;
    }

    /** Sends to this owner's project instead of the log's own. */
    @CanIgnoreReturnValue
    public Sync entity(@Nullable String entity) {
        this.entity = entity;
        return this;
    }

    /** Sends to this project instead of the log's own. */
    @CanIgnoreReturnValue
    public Sync project(@Nullable String project) {
        this.project = project;
        return this;
    }

    /** Gives the run this job type instead of the log's own. */
    @CanIgnoreReturnValue
    public Sync jobType(@Nullable String jobType) {
        this.jobType = jobType;
        return this;
    }

    /** Renames tags of the run: those that are keys here are called by their values. */
    @CanIgnoreReturnValue
    public Sync replaceTags(Map<String, String> tags) {
        this.tags = Map.copyOf(tags);
        return this;
    }

    /** Goes on with a log that is still being written, until its run ends. */
    @CanIgnoreReturnValue
    public Sync follow(boolean follow) {
        this.follow = follow;
        return this;
    }

    /** Leaves the official client's mark {@code run-ID.wandb.synced} beside a log that is sent in full; the default. */
    @CanIgnoreReturnValue
    public Sync markSynced(boolean markSynced) {
        this.markSynced = markSynced;
        return this;
    }

    /** Is told how far a sync is, on the thread that called {@link #send}. */
    @CanIgnoreReturnValue
    public Sync onProgress(Consumer<SyncProgress> listener) {
        this.onProgress = listener;
        return this;
    }

    /** Is told, on threads of the sync, whenever an attempt failed and another follows, and why. */
    @CanIgnoreReturnValue
    public Sync onOutage(Consumer<String> listener) {
        this.onOutage = listener;
        return this;
    }

    /** Is told, on threads of the sync, when the server answers again. */
    @CanIgnoreReturnValue
    public Sync onRecovery(Runnable listener) {
        this.onRecovery = listener;
        return this;
    }

    private OutageListener outages() {
        return new OutageListener() {
            @Override
            public void away(String reason) {
                onOutage.accept(reason);
            }

            @Override
            public void back() {
                onRecovery.run();
            }
        };
    }

    /** Sends a log and waits until that is done: for as long as it takes, through outages of the server.
     *
     * @throws UsageException if the log cannot be sent: it is broken or empty, or being sent by its run or another sync
     * @throws io.wandb4j.errors.AuthenticationException if the server refuses the key
     * @throws CommunicationException if the server cannot be reached or refuses the run; what was sent stays sent */
    public SyncResult send(RunLog log) {
        try (ApiClient api = ApiClient.open(Connection.of(settings))) {
            api.tell(outages());
            Optional<OfflineSweep> sweep = OfflineSweep.of(log, api, entity, project);
            LogSync.Options options = new LogSync.Options(
                    new Redirection(
                            runId,
                            entity,
                            project,
                            jobType,
                            tags,
                            sweep.map(OfflineSweep::ofRun).orElse(null)),
                    follow,
                    settings.initTimeout(),
                    settings.network().transmitInterval().orElse(FOLLOW_INTERVAL),
                    settings.ignoreGlobs());
            LogSync sync = new LogSync(
                    log.file(),
                    api,
                    new Artifacts(api, settings)::upload,
                    options,
                    (bytes, rows) -> onProgress.accept(new SyncProgress(bytes, size(log.file()), rows)));
            LogSync.Outcome outcome = sync.send();
            sweep.ifPresent(OfflineSweep::end);
            if (outcome.complete() && markSynced) {
                mark(log.file());
            }
            return result(outcome);
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            String where = message.contains(log.file().toString()) ? "" : log.file() + ": ";
            throw new UsageException("cannot send " + where + message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommunicationException("sending " + log.file() + " was interrupted; sync it again", e);
        }
    }

    private SyncResult result(LogSync.Outcome outcome) {
        RunIdentity run = outcome.run();
        End end = outcome.end().isEmpty() ? End.STILL_WRITTEN : outcome.died() ? End.DIED : End.ENDED;
        return new SyncResult(
                run.entity() + "/" + run.project() + "/" + run.runId(),
                run.displayName(),
                Links.run(settings.appUrl(), run.entity(), run.project(), run.runId()),
                outcome.rows(),
                end,
                outcome.end().map(exit -> exit.getExitCode()).orElse(0),
                outcome.complete(),
                outcome.problems());
    }

    private static void mark(Path log) throws IOException {
        Path marker = RunLog.marker(log);
        if (!Files.exists(marker)) {
            Files.createFile(marker);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
