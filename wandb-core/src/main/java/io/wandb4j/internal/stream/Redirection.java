package io.wandb4j.internal.stream;

import io.wandb4j.internal.log.proto.RunRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a sync says otherwise than the log that it sends.
 *
 * @param runId instead of the log's own, null for that
 * @param entity instead of the log's own, null for that
 * @param project instead of the log's own, null for that
 * @param jobType instead of the log's own, null for that
 * @param tags which tags are called otherwise, and how
 * @param sweep the run's sweep on the server, null for the log's own */
public record Redirection(
        @Nullable String runId,
        @Nullable String entity,
        @Nullable String project,
        @Nullable String jobType,
        Map<String, String> tags,
        @Nullable OfSweep sweep) {
    /** Leaves all as the log has it. */
    public static final Redirection NONE = new Redirection(null, null, null, null, Map.of(), null);

    /** What a log does not say of its sweep.
     *
     * @param sweepId the sweep's id on the server
     * @param stopped whether the run was told to stop early */
    public record OfSweep(String sweepId, boolean stopped) {}

    /** Copies the tags. */
    public Redirection {
        tags = Map.copyOf(tags);
    }

    /** The record of a run as it goes to the server; every such record of a log goes through here. */
    RunRecord apply(RunRecord record) {
        RunRecord.Builder builder = record.toBuilder();
        if (runId != null) {
            builder.setRunId(runId);
        }
        if (entity != null) {
            builder.setEntity(entity);
        }
        if (project != null) {
            builder.setProject(project);
        }
        if (jobType != null) {
            builder.setJobType(jobType);
        }
        if (sweep != null) {
            builder.setSweepId(sweep.sweepId());
        }
        List<String> renamed = record.getTagsList().stream()
                .map(tag -> tags.getOrDefault(tag, tag))
                .distinct()
                .toList();
        return builder.clearTags().addAllTags(renamed).build();
    }

    boolean isStopped() {
        return sweep != null && sweep.stopped();
    }

    /** Whether a log of this run goes to another one. */
    boolean leadsFrom(String ownRunId) {
        return runId != null && !runId.equals(ownRunId);
    }
}
