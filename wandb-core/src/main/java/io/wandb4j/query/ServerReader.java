package io.wandb4j.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.json.Timestamps;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.artifact.Artifacts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the server on behalf of what was read back. */
final class ServerReader {
    private static final int FILES_PER_PAGE = 100;
    private static final int LINES_PER_PAGE = 1000;

    private final ApiClient client;
    private final Artifacts artifacts;

    ServerReader(ApiClient client, Artifacts artifacts) {
        this.client = client;
        this.artifacts = artifacts;
    }

    Artifacts artifacts() {
        return artifacts;
    }

    JsonNode ask(String operation, String document, Map<String, ? extends @Nullable Object> variables) {
        return client.graphql(operation, document, variables);
    }

    void download(String url, Path target) {
        client.download(url, target);
    }

    StoredRun run(String entity, String project, String id) {
        JsonNode node = ask("Run", QueryDocuments.RUN, Map.of("entity", entity, "project", project, "name", id))
                .at("/project/run");
        if (!node.isObject()) {
            throw missing("run", entity + "/" + project + "/" + id);
        }
        return StoredRun.of(entity, project, node, this);
    }

    static UsageException missing(String kind, String path) {
        return new UsageException(kind + " '" + path + "' does not exist on this server, or this key may not see it");
    }

    Stream<StoredRun> runs(String entity, String project, RunQuery query) {
        PageSize size = new PageSize();
        return pages(
                "Runs",
                QueryDocuments.RUNS,
                cursor -> {
                    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
                    variables.put("entity", entity);
                    variables.put("project", project);
                    variables.put("cursor", cursor);
                    variables.put("perPage", size.next());
                    variables.put("order", query.order());
                    variables.put("filters", Json.write(query.filters()));
                    return variables;
                },
                "/project/runs",
                node -> StoredRun.of(entity, project, node, this));
    }

    Stream<StoredFile> files(StoredRun run, List<String> names) {
        return pages(
                "RunFiles",
                QueryDocuments.FILES,
                cursor -> {
                    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
                    variables.put("entity", run.entity());
                    variables.put("project", run.project());
                    variables.put("name", run.id());
                    variables.put("fileCursor", cursor);
                    variables.put("fileLimit", FILES_PER_PAGE);
                    variables.put("fileNames", names);
                    return variables;
                },
                "/project/run/files",
                node -> StoredFile.of(node, run, this));
    }

    Stream<ConsoleLine> console(StoredRun run) {
        return pages(
                "RunConsoleLogPage",
                QueryDocuments.CONSOLE,
                cursor -> {
                    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
                    variables.put("entity", run.entity());
                    variables.put("project", run.project());
                    variables.put("name", run.id());
                    variables.put("first", LINES_PER_PAGE);
                    variables.put("after", cursor);
                    return variables;
                },
                "/project/run/logLines",
                ConsoleLine::of);
    }

    Stream<String> artifactTypes(String entity, String project) {
        return pages(
                "ProjectArtifactTypes",
                CollectionDocuments.TYPES,
                cursor -> place(entity, project, cursor),
                "/project/artifactTypes",
                node -> node.path("name").asText());
    }

    Stream<ArtifactCollection> collections(String entity, String project, String type) {
        return pages(
                "ArtifactTypeArtifactCollections",
                CollectionDocuments.OF_TYPE,
                cursor -> {
                    Map<String, @Nullable Object> variables = place(entity, project, cursor);
                    variables.put("type", type);
                    return variables;
                },
                "/project/artifactType/artifactCollections",
                node -> ArtifactCollection.of(node, this));
    }

    Stream<ArtifactVersion> versions(String type, String entity, String project, String name) {
        return PageIterator.stream(cursor -> {
            Artifacts.Page page = artifacts.versions(type, entity, project, name, cursor);
            return new PageIterator.Page<>(page.versions(), page.next());
        });
    }

    /** The path of the run that logged a version, if it was a run and is there still. */
    Optional<String> pathOfCreator(ArtifactVersion version) {
        JsonNode run = ask("ArtifactCreatedBy", CollectionDocuments.CREATED_BY, Map.of("id", version.id()))
                .at("/artifact/createdBy");
        return run.path("__typename").asText().equals("Run") ? Optional.of(path(run)) : Optional.empty();
    }

    /** The paths of the runs that used a version. */
    List<String> pathsOfUsers(ArtifactVersion version) {
        List<String> paths = new ArrayList<>();
        ask("ArtifactUsedBy", CollectionDocuments.USED_BY, Map.of("id", version.id()))
                .at("/artifact/usedBy/edges")
                .forEach(edge -> paths.add(path(edge.path("node"))));
        return paths;
    }

    static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue()).filter(text -> !text.isEmpty());
    }

    static Optional<Instant> instant(JsonNode node, String field) {
        return text(node, field).flatMap(Timestamps::parse);
    }

    private static String path(JsonNode run) {
        return run.at("/project/entityName").asText() + "/"
                + run.at("/project/name").asText() + "/" + run.path("name").asText();
    }

    private static Map<String, @Nullable Object> place(String entity, String project, @Nullable String cursor) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("entity", entity);
        variables.put("project", project);
        variables.put("cursor", cursor);
        variables.put("perPage", FILES_PER_PAGE);
        return variables;
    }

    private <T> Stream<T> pages(
            String operation,
            String document,
            Function<@Nullable String, Map<String, @Nullable Object>> variables,
            String connection,
            Function<JsonNode, T> read) {
        return PageIterator.stream(cursor -> {
            JsonNode page = ask(operation, document, variables.apply(cursor)).at(connection);
            List<T> items = new ArrayList<>();
            String last = page.at("/pageInfo/endCursor").textValue();
            for (JsonNode edge : page.path("edges")) {
                items.add(read.apply(edge.path("node")));
                last = edge.path("cursor").asText(last);
            }
            boolean more = page.at("/pageInfo/hasNextPage").booleanValue();
            return new PageIterator.Page<>(items, more ? last : null);
        });
    }
}
