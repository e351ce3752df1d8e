package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.log.proto.ConfigRecord;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.internal.log.proto.MetricRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunExitRecord;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.log.proto.SummaryRecord;
import io.wandb4j.internal.log.proto.TelemetryRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the records of a log, read from the first on, add up to: config, summary, names, end.
 *
 * <p>Depends on the records alone, so whoever reads a log anew knows what the reader before knew. For one thread. */
final class LoggedRun {
    private final ConfigDocument config;
    private final Redirection redirection;
    private final SentSummary summary = new SentSummary();
    private final Map<String, EnvironmentRecord> environments = new LinkedHashMap<>();
    private @Nullable EnvironmentRecord environment;
    private @Nullable RunRecord names;
    private @Nullable Instant start;
    private @Nullable RunExitRecord exit;
    private boolean configChanged;
    private boolean namesChanged;
    private boolean summaryChanged;
    private boolean environmentChanged;

    LoggedRun(boolean serverExpandsGlobs) {
        this(serverExpandsGlobs, Redirection.NONE);
    }

    LoggedRun(boolean serverExpandsGlobs, Redirection redirection) {
        this.redirection = redirection;
        this.config = new ConfigDocument(serverExpandsGlobs);
    }

    /** Takes a record; those that say nothing of all this change nothing. */
    void apply(Record record) {
        switch (record.getRecordTypeCase()) {
            case RUN -> apply(record.getRun());
            case CONFIG -> apply(record.getConfig());
            case TELEMETRY -> apply(record.getTelemetry());
            case METRIC -> apply(record.getMetric());
            case ENVIRONMENT -> apply(record.getEnvironment());
            case SUMMARY -> apply(record.getSummary());
            case EXIT -> exit = record.getExit();
            default -> {}
        }
    }

    /** Notes something about the sending itself. */
    void apply(TelemetryRecord record) {
        config.apply(record);
        configChanged = true;
    }

    Optional<RunExitRecord> exit() {
        return Optional.ofNullable(exit);
    }

    /** When the run would have started had it never paused; null if the log does not say. */
    @Nullable
    Instant start() {
        return start;
    }

    ObjectNode config() {
        return config.toTree();
    }

    String summary() {
        return summary.toJson();
    }

    /** Whether the config or the names changed since they were last taken. */
    boolean isChanged() {
        return configChanged || namesChanged;
    }

    boolean isSummaryChanged() {
        return summaryChanged;
    }

    /** The config, if it changed since the last call. */
    Optional<ObjectNode> takeConfig() {
        boolean changed = configChanged;
        configChanged = false;
        return changed ? Optional.of(config.toTree()) : Optional.empty();
    }

    /** Name, tags and notes, if they changed since the last call. */
    Optional<RunRecord> takeNames() {
        boolean changed = namesChanged;
        namesChanged = false;
        return changed ? Optional.ofNullable(names) : Optional.empty();
    }

    /** The summary, if it changed since the last call. */
    Optional<String> takeSummary() {
        boolean changed = summaryChanged;
        summaryChanged = false;
        return changed ? Optional.of(summary.toJson()) : Optional.empty();
    }

    /** What is known of machine and program, if that changed since the last call. */
    Optional<EnvironmentRecord> takeEnvironment() {
        boolean changed = environmentChanged;
        environmentChanged = false;
        return changed ? Optional.ofNullable(environment) : Optional.empty();
    }

    private void apply(RunRecord record) {
        if (names == null) { // the server knows names and config of the first: the run was created with them
            config.apply(record.getConfig());
            config.apply(record.getTelemetry());
            start = SystemMetricsLine.instant(record.getStartTime()).minusSeconds(record.getRuntime());
            if (record.hasSummary()) {
                apply(record.getSummary());
            }
        } else {
            namesChanged = true;
        }
        names = redirection.apply(record);
    }

    private void apply(ConfigRecord record) {
        config.apply(record);
        configChanged = true;
    }

    private void apply(MetricRecord record) {
        config.apply(record);
        configChanged = true;
    }

    private void apply(SummaryRecord record) {
        summary.apply(record);
        summaryChanged = true;
    }

    // The official client writes twice what one process knows of its machine: more is known the second time.
    private void apply(EnvironmentRecord record) {
        EnvironmentRecord merged = environments.merge(record.getWriterId(), record, (before, more) -> before.toBuilder()
                .mergeFrom(more)
                .build());
        config.apply(merged);
        environment = merged;
        environmentChanged = true;
        configChanged = true;
    }
}
