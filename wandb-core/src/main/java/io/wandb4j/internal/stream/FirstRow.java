package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The first row of a log, by which the server's rows are told from those of other logs of the same run. */
record FirstRow(long step, double timestamp) {
    private static final String QUERY = """
            query HistoryPage($entity: String!, $project: String!, $run: String!, $minStep: Int64!, $maxStep: Int64!,
                $pageSize: Int!) {
              project(name: $project, entityName: $entity) {
                run(name: $run) { history(minStep: $minStep, maxStep: $maxStep, samples: $pageSize) }
              }
            }
            """;

    /** Reads it; empty if the log has no row yet. */
    static Optional<FirstRow> read(Path file) throws IOException {
        try (LogReader log = LogReader.open(file)) {
            for (Optional<Record> record = log.next(); record.isPresent(); record = log.next()) {
                if (record.get().hasHistory()) {
                    return Optional.of(of(Json.read(HistoryLine.of(record.get().getHistory()))));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the server's history of the run begins with this row. */
    boolean begins(RunIdentity run, ApiClient api) {
        JsonNode rows = api.graphql(
                        "HistoryPage",
                        QUERY,
                        Map.of(
                                "entity",
                                run.entity(),
                                "project",
                                run.project(),
                                "run",
                                run.runId(),
                                "minStep",
                                0,
                                "maxStep",
                                step + 1,
                                "pageSize",
                                1))
                .at("/project/run/history");
        return rows.has(0) && of(Json.read(rows.get(0).asText())).equals(this);
    }

    private static FirstRow of(JsonNode row) {
        return new FirstRow(row.path("_step").asLong(-1), row.path("_timestamp").asDouble(-1));
    }
}
