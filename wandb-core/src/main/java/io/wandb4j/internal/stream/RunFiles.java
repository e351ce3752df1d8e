package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Uploads files of a run's folder under their names relative to it. */
final class RunFiles {
    private static final String CREATE = """
            mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
              createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) {
                runID uploadHeaders files { name uploadUrl }
              }
            }
            """;

    private final ApiClient api;
    private final RunIdentity run;
    private final UploadedFiles folder;

    RunFiles(ApiClient api, RunIdentity run, UploadedFiles folder) {
        this.api = api;
        this.run = run;
        this.folder = folder;
    }

    /** Whether a file is not to be uploaded. */
    boolean isIgnored(String name) {
        return folder.isIgnored(name);
    }

    /** Uploads those of the files that exist; each that arrived is handed to {@code uploaded}.
     *
     * @throws CommunicationException if the server cannot be reached or refuses a file; the others are tried all the same */
    void upload(List<String> names, Consumer<String> uploaded) {
        List<String> present =
                names.stream().distinct().filter(folder::isPresent).toList();
        if (present.isEmpty()) {
            return;
        }
        JsonNode created = api.graphql(
                        "CreateRunFiles",
                        CREATE,
                        Map.of("entity", run.entity(), "project", run.project(), "run", run.runId(), "files", present),
                        RetryPolicy.RUN_UPDATE)
                .path("createRunFiles");
        List<String> headers = new ArrayList<>();
        created.path("uploadHeaders").forEach(header -> headers.add(header.asText()));
        List<CommunicationException> failures = new ArrayList<>();
        for (JsonNode file : created.path("files")) {
            put(file, headers, uploaded, failures);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void put(
            JsonNode file, List<String> headers, Consumer<String> uploaded, List<CommunicationException> failures) {
        String url = file.path("uploadUrl").asText("");
        String name = file.path("name").asText();
        if (url.isEmpty()) {
            return;
        }
        try {
            api.upload(url, headers, folder.folder().resolve(name));
            uploaded.accept(name);
        } catch (CommunicationException e) {
            failures.add(e);
        }
    }
}
