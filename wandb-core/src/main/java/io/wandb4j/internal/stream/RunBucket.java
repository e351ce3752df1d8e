package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.log.proto.TelemetryRecord;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.RetryPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates and changes a run on the server ("bucket" is the protocol's word for a run). */
public final class RunBucket {
    private static final String UPSERT = """
            mutation UpsertBucket($id: String, $name: String, $project: String, $entity: String, $groupName: String,
                $description: String, $displayName: String, $notes: String, $commit: String, $config: JSONString,
                $host: String, $debug: Boolean, $program: String, $repo: String, $jobType: String, $state: String,
                $sweep: String, $tags: [String!], $summaryMetrics: JSONString) {
              upsertBucket(input: {id: $id, name: $name, groupName: $groupName, modelName: $project,
                  entityName: $entity, description: $description, displayName: $displayName, notes: $notes,
                  commit: $commit, config: $config, host: $host, debug: $debug, jobProgram: $program, jobRepo: $repo,
                  jobType: $jobType, state: $state, sweep: $sweep, tags: $tags, summaryMetrics: $summaryMetrics}) {
                bucket {
                  id name displayName description config sweepName
                  historyLineCount eventsLineCount logLineCount
                  project { id name entity { id name } }
                }
                inserted
              }
            }
            """;
    private static final String STOP = """
            mutation StopRun($id: ID!) { stopRun(input: {id: $id}) { success } }
            """;
    private static final List<String> VARIABLES = List.of(
            "id",
            "name",
            "project",
            "entity",
            "groupName",
            "description",
            "displayName",
            "notes",
            "commit",
            "config",
            "host",
            "debug",
            "program",
            "repo",
            "jobType",
            "state",
            "sweep",
            "tags",
            "summaryMetrics");

    private final ApiClient api;

    public RunBucket(ApiClient api) {
        this.api = api;
    }

    /** Creates the run with the config of its record; the server may give it a name. */
    public RunIdentity create(RunRecord run, String program, Duration timeout) {
        return create(run, program, TelemetryRecord.getDefaultInstance(), timeout);
    }

    /** Creates the run with the config of its record and more telemetry. */
    RunIdentity create(RunRecord run, String program, TelemetryRecord telemetry, Duration timeout) {
        ConfigDocument config = new ConfigDocument(true);
        config.apply(run.getConfig());
        config.apply(run.getTelemetry());
        config.apply(telemetry);
        Map<String, @Nullable Object> variables = place(run.getRunId(), orNull(run.getEntity()), run.getProject());
        putNames(variables, run);
        variables.put("id", orNull(run.getStorageId())); // known if the run goes on with an earlier one
        variables.put("config", Json.write(config.toTree()));
        variables.put("program", orNull(program));
        variables.put("host", orNull(run.getHost()));
        variables.put("sweep", orNull(run.getSweepId()));
        variables.put("commit", orNull(run.getGit().getCommit()));
        variables.put("repo", orNull(run.getGit().getRemoteUrl()));
        JsonNode bucket = api.graphql("UpsertBucket", UPSERT, variables, timeout)
                .path("upsertBucket")
                .path("bucket");
        return new RunIdentity(
                bucket.path("project").path("entity").path("name").asText(run.getEntity()),
                bucket.path("project").path("name").asText(run.getProject()),
                bucket.path("name").asText(run.getRunId()),
                bucket.path("id").asText(),
                bucket.path("displayName").asText(run.getRunId()),
                new LineCounts(
                        bucket.path("historyLineCount").asLong(0),
                        bucket.path("eventsLineCount").asLong(0),
                        bucket.path("logLineCount").asLong(0)));
    }

    /** Sends the config; all else stays as it is, since null means unchanged. */
    void updateConfig(RunIdentity run, JsonNode config) {
        Map<String, @Nullable Object> variables = place(run.runId(), run.entity(), run.project());
        variables.put("config", Json.write(config));
        api.graphql("UpsertBucket", UPSERT, variables, RetryPolicy.RUN_UPDATE);
    }

    /** Sends name, tags, notes, group and job type. */
    void updateNames(RunIdentity run, RunRecord names) {
        Map<String, @Nullable Object> variables = place(run.runId(), run.entity(), run.project());
        variables.put("id", orNull(run.storageId()));
        putNames(variables, names);
        api.graphql("UpsertBucket", UPSERT, variables, RetryPolicy.RUN_UPDATE);
    }

    /** Marks a run that goes on as one that shall stop. */
    void stop(RunIdentity run) {
        api.graphql("StopRun", STOP, Map.of("id", run.storageId()));
    }

    private static void putNames(Map<String, @Nullable Object> variables, RunRecord run) {
        variables.put("displayName", orNull(run.getDisplayName()));
        variables.put("notes", orNull(run.getNotes()));
        variables.put("groupName", orNull(run.getRunGroup()));
        variables.put("jobType", orNull(run.getJobType()));
        variables.put("tags", run.getTagsCount() == 0 ? null : List.copyOf(run.getTagsList()));
    }

    private static Map<String, @Nullable Object> place(String runId, @Nullable String entity, String project) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        VARIABLES.forEach(name -> variables.put(name, null)); // the protocol sends what is unset as null
        variables.put("name", runId);
        variables.put("entity", entity);
        variables.put("project", project);
        return variables;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
