package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.record.PastRun;
import io.wandb4j.internal.record.UnreadableRunException;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.settings.Resume;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a run begins: anew, where an earlier one of its id ended, or in the middle of a run.
 *
 * <p>What a run inherits is asked for before the run is created, and becomes part of its record. */
public final class RunBranches {
    private static final String STATUS = """
            query RunResumeStatus($project: String, $entity: String, $name: String!) {
              model(name: $project, entityName: $entity) {
                id name
                entity { id name }
                bucket(name: $name, missingOk: true) {
                  id name summaryMetrics displayName logLineCount historyLineCount eventsLineCount historyTail
                  eventsTail config tags notes
                  wandbConfig(keys: ["t"])
                }
              }
            }
            """;
    private static final String REWIND = """
            mutation RewindRun($runName: String!, $entity: String, $project: String, $metricName: String!,
                $metricValue: Float!) {
              rewindRun(input: {runName: $runName, entityName: $entity, projectName: $project, metricName: $metricName,
                  metricValue: $metricValue}) {
                rewoundRun {
                  id name displayName description config sweepName historyLineCount
                  project { id name entity { id name } }
                }
              }
            }
            """;

    private final ApiClient api;

    public RunBranches(ApiClient api) {
        this.api = api;
    }

    /** The run as it goes on with the one of its id that the server may have.
     *
     * @throws UsageException if the mode forbids it
     * @throws CommunicationException if the server does not answer, or not what is needed */
    public RunRecord resume(RunRecord run, Resume mode, Duration timeout) {
        JsonNode bucket = status(run, timeout);
        if (!PastRun.isStarted(bucket)) {
            if (mode == Resume.MUST) {
                throw missing(run.getRunId());
            }
            return run;
        }
        if (mode == Resume.NEVER) {
            throw present(run.getRunId());
        }
        try {
            return Inheritance.resumed(run, PastRun.of(bucket));
        } catch (UnreadableRunException e) {
            throw unreadable(run.getRunId(), mode, e);
        }
    }

    /** The run as it goes on from its branch point, which is a step of the run itself (then the server drops the rows
     * after it) or of another run.
     *
     * @throws CommunicationException if the server cannot rewind the run */
    public RunRecord branch(RunRecord run, Duration timeout) {
        if (!run.getBranchPoint().getRun().equals(run.getRunId())) {
            return Inheritance.branched(run);
        }
        JsonNode rewound;
        try {
            rewound = api.graphql("RewindRun", REWIND, rewindVariables(run), timeout)
                    .path("rewindRun")
                    .path("rewoundRun");
        } catch (CommunicationException e) {
            throw new CommunicationException("failed to rewind run: " + e.getMessage(), e);
        }
        if (!rewound.isObject()) {
            throw new CommunicationException("failed to rewind run: run not found");
        }
        try {
            return Inheritance.rewound(Inheritance.branched(run), rewound);
        } catch (UnreadableRunException e) {
            throw new CommunicationException("failed to rewind run " + run.getRunId() + ": " + e.getMessage(), e);
        }
    }

    /** The run as it goes on from its branch point, offline: what the server knows of it is not asked for. */
    public static RunRecord unasked(RunRecord run) {
        return run.hasBranchPoint() ? Inheritance.branched(run) : run;
    }

    private JsonNode status(RunRecord run, Duration timeout) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("project", run.getProject());
        variables.put("entity", orNull(run.getEntity()));
        variables.put("name", run.getRunId());
        try {
            return api.graphql("RunResumeStatus", STATUS, variables, timeout)
                    .path("model")
                    .path("bucket");
        } catch (CommunicationException e) {
            throw new CommunicationException(
                    "Failed to get resume status for run " + run.getRunId() + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, @Nullable Object> rewindVariables(RunRecord run) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("runName", run.getRunId());
        variables.put("entity", orNull(run.getEntity()));
        variables.put("project", orNull(run.getProject()));
        variables.put("metricName", run.getBranchPoint().getMetric());
        variables.put("metricValue", run.getBranchPoint().getValue());
        return variables;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static UsageException missing(String runId) {
        return new UsageException(
                "You provided an invalid value for the `resume` argument. The value 'must' is not a valid"
                        + " option for resuming the run (" + runId
                        + ") that has not been initialized. Please check your inputs"
                        + " and try again with a valid run ID. If you are trying to start a new run, please omit the `resume`"
                        + " argument or use `resume='allow'`.");
    }

    private static UsageException present(String runId) {
        return new UsageException("You provided an invalid value for the `resume` argument. The value 'never' is not a"
                + " valid option for resuming a run (" + runId + ") that already exists. Please check your inputs and"
                + " try again with a valid value for the `resume` argument.");
    }

    private static RuntimeException unreadable(String runId, Resume mode, UnreadableRunException cause) {
        return mode == Resume.MUST
                ? new UsageException(
                        "The run (" + runId + ") failed to resume, and the `resume` argument is set to 'must': "
                                + cause.getMessage(),
                        cause)
                : new CommunicationException(
                        "Error initializing run: cannot resume " + runId + ": " + cause.getMessage(), cause);
    }
}
