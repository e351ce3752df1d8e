package io.wandb4j.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run as the server keeps it, at the moment when it was read.
 *
 * <p>Immutable; history, files and artifacts are fetched when they are asked for. Safe for use by several threads. */
public final class StoredRun {
    private static final int SAMPLES = 500;

    private final Details details;
    private final JsonNode node;
    private final Values config;
    private final Values summary;
    private final ServerReader server;
    private final RunRows rows;

    private StoredRun(Details details, JsonNode node, ServerReader server) {
        this.details = details;
        this.node = node;
        this.config = Values.ofConfig(node.path("config"));
        this.summary = Values.of(node.path("summaryMetrics"));
        this.server = server;
        this.rows = new RunRows(details, server);
    }

    static StoredRun of(String entity, String project, JsonNode node, ServerReader server) {
        List<String> tags = new ArrayList<>();
        node.path("tags").forEach(tag -> tags.add(tag.asText()));
        Details details = new Details(
                entity,
                project,
                node.path("name").asText(),
                ServerReader.text(node, "displayName").orElse(""),
                node.path("state").asText(),
                ServerReader.text(node, "group"),
                ServerReader.text(node, "jobType"),
                List.copyOf(tags),
                ServerReader.text(node, "notes"),
                ServerReader.text(node, "sweepName"),
                ServerReader.text(node.path("user"), "username"),
                ServerReader.instant(node, "createdAt"),
                ServerReader.instant(node, "heartbeatAt"),
                node.path("historyLineCount").asLong());
        return new StoredRun(details, node, server);
    }

    /** All that describes a run but its values.
     *
     * @param entity who owns the project
     * @param project where the run lies
     * @param id the run's id
     * @param name as people see it
     * @param state {@code running}, {@code finished}, {@code failed}, {@code crashed}, {@code killed} ...
     * @param group the group, if any
     * @param jobType the kind of job, if any
     * @param tags all tags
     * @param notes free text, if any
     * @param sweepId the sweep to which the run belongs, if any
     * @param user who made it, if known
     * @param createdAt when it began, if known
     * @param heartbeatAt when it was last heard of, if known
     * @param rowCount how many rows its history has */
    public record Details(
            String entity,
            String project,
            String id,
            String name,
            String state,
            Optional<String> group,
            Optional<String> jobType,
            List<String> tags,
            Optional<String> notes,
            Optional<String> sweepId,
            Optional<String> user,
            Optional<Instant> createdAt,
            Optional<Instant> heartbeatAt,
            long rowCount) {}

    /** All that describes the run but its values. */
    public Details details() {
        return details;
    }

    /** Who owns the project. */
    public String entity() {
        return details.entity();
    }

    /** Where the run lies. */
    public String project() {
        return details.project();
    }

    /** The run's id. */
    public String id() {
        return details.id();
    }

    /** The name as people see it. */
    public String name() {
        return details.name();
    }

    /** {@code running}, {@code finished}, {@code failed}, {@code crashed}, {@code killed} ... */
    public String state() {
        return details.state();
    }

    /** All tags. */
    public List<String> tags() {
        return details.tags();
    }

    /** The sweep to which the run belongs, if any. */
    public Optional<String> sweepId() {
        return details.sweepId();
    }

    /** {@code entity/project/id}. */
    public String path() {
        return entity() + "/" + project() + "/" + id();
    }

    /** The config, without what clients add for themselves. */
    public Values config() {
        return config;
    }

    /** The summary. */
    public Values summary() {
        return summary;
    }

    /** Some 500 rows of the history, evenly spread: those in which all the given keys have values, and these only.
     *
     * @param keys none takes all rows and values */
    public List<Values> history(String... keys) {
        return history(SAMPLES, keys);
    }

    /** Like {@link #history(String...)} with another number of rows. */
    public List<Values> history(int samples, String... keys) {
        return rows.history(samples, List.of(keys));
    }

    /** Every row of the history, in order; fetched while the stream is read.
     *
     * @param keys none takes all rows and values; else the rows that have all of these, and only these values */
    public Stream<Values> scanHistory(String... keys) {
        return scanHistory(0, Long.MAX_VALUE, keys);
    }

    /** Every row of a part of the history, in order; fetched while the stream is read.
     *
     * @param minStep the first step
     * @param maxStep the step behind the last
     * @param keys none takes all rows and values; else the rows that have all of these, and only these values */
    public Stream<Values> scanHistory(long minStep, long maxStep, String... keys) {
        return PageIterator.stream(new HistoryScan(server, this, minStep, maxStep, List.of(keys)));
    }

    /** Some 500 samples of the system metrics, evenly spread: {@code system.cpu} and the like. */
    public List<Values> systemMetrics() {
        return systemMetrics(SAMPLES);
    }

    /** Like {@link #systemMetrics()} with another number of samples. */
    public List<Values> systemMetrics(int samples) {
        return rows.systemMetrics(samples);
    }

    /** All lines that the run wrote to the console; fetched while the stream is read. */
    public Stream<ConsoleLine> console() {
        return server.console(this);
    }

    /** The last lines that the run wrote to the console; servers limit how many. */
    public List<ConsoleLine> console(int last) {
        return rows.lastLines(last);
    }

    /** All files that were saved with the run; fetched while the stream is read. */
    public Stream<StoredFile> files() {
        return server.files(this, List.of());
    }

    /** One file that was saved with the run.
     *
     * @throws UsageException if there is none of this name */
    public StoredFile file(String fileName) {
        return server.files(this, List.of(fileName))
                .filter(file -> file.name().equals(fileName))
                .findFirst()
                .orElseThrow(() -> new UsageException("run " + path() + " has no file '" + fileName + "'"));
    }

    /** Puts a file that was saved with the run below a folder, under its path, unless it is there.
     *
     * @param replace whether to fetch it even if it is there
     * @return where it is; empty if there is no such file
     * @throws UsageException if the path leaves the folder */
    public Optional<Path> restore(String fileName, boolean replace, Path root) {
        Path present = root.resolve(fileName);
        if (!replace && Files.exists(present)) {
            return Optional.of(present);
        }
        return server.files(this, List.of(fileName))
                .filter(file -> file.name().equals(fileName))
                .findFirst()
                .map(file -> file.download(root));
    }

    /** The versions of artifacts that the run logged. */
    public List<ArtifactVersion> loggedArtifacts() {
        return server.artifacts().loggedBy(entity(), project(), id());
    }

    /** The versions of artifacts that the run used. */
    public List<ArtifactVersion> usedArtifacts() {
        return server.artifacts().usedBy(entity(), project(), id());
    }

    /** The run as the server has it now.
     *
     * @throws UsageException if it is there no more */
    public StoredRun reload() {
        return server.run(entity(), project(), id());
    }

    /** Changes the run on the server; config and summary are laid over what is there at that moment.
     *
     * @return the run after that */
    @CanIgnoreReturnValue
    public StoredRun change(RunChange change) {
        StoredRun now = reload();
        Map<String, @Nullable Object> variables =
                change.variables(Values.tree(now.node.path("config")), Values.tree(now.node.path("summaryMetrics")));
        variables.put("id", storageId());
        server.ask("UpsertBucket", QueryDocuments.UPDATE, variables);
        return reload();
    }

    /** Asks the run to stop: its program sees it as {@code Run.isStopped()}. Without effect on a run that is over. */
    public void stop() {
        server.ask("StopRun", QueryDocuments.STOP, Map.of("id", storageId()));
    }

    /** Deletes the run with all that it logged; its artifacts stay. */
    public void delete() {
        delete(false);
    }

    /** Deletes the run with all that it logged.
     *
     * @param withArtifacts whether the artifacts that it made go, too */
    public void delete(boolean withArtifacts) {
        server.ask("DeleteRun", QueryDocuments.DELETE, Map.of("id", storageId(), "deleteArtifacts", withArtifacts));
    }

    /** The number of the project, null if the server does not say. */
    @Nullable
    Integer projectNumber() {
        return node.path("projectId").isInt() ? node.path("projectId").intValue() : null;
    }

    private String storageId() {
        return node.path("id").asText();
    }

    /** The path of the run. */
    @Override
    public String toString() {
        return path();
    }
}
