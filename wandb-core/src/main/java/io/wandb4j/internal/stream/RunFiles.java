package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.RetryPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
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

    /** The folder and what of it is uploaded. */
    UploadedFiles folder() {
        return folder;
    }

    /** Uploads files; each that arrived is handed to {@code uploaded}, on this thread.
     *
     * @param transfers carries the bytes of several files at a time
     * @return the others, and why they did not arrive
     * @throws CommunicationException if the server cannot be reached, or wants none of them */
    Map<String, CommunicationException> upload(
            Collection<String> names, Executor transfers, Consumer<String> uploaded) {
        if (names.isEmpty()) {
            return Map.of();
        }
        JsonNode created = create(names);
        List<String> headers = new ArrayList<>();
        created.path("uploadHeaders").forEach(header -> headers.add(header.asText()));
        Map<String, String> addresses = new HashMap<>();
        created.path("files")
                .forEach(file -> addresses.put(
                        file.path("name").asText(), file.path("uploadUrl").asText("")));
        Map<String, CompletableFuture<Void>> puts = new LinkedHashMap<>();
        for (String name : names) { // no others, whatever the server names
            String url = addresses.getOrDefault(name, "");
            puts.put(
                    name,
                    url.isEmpty()
                            ? CompletableFuture.failedFuture(noAddress())
                            : CompletableFuture.runAsync(() -> api.upload(url, headers, folder.file(name)), transfers));
        }
        return failures(puts, uploaded);
    }

    private JsonNode create(Collection<String> names) {
        Map<String, Object> variables =
                Map.of("entity", run.entity(), "project", run.project(), "run", run.runId(), "files", names);
        return api.graphql("CreateRunFiles", CREATE, variables, RetryPolicy.RUN_UPDATE)
                .path("createRunFiles");
    }

    private static CommunicationException noAddress() {
        return CommunicationException.rejected(0, "the server gave no address for it", null);
    }

    private static Map<String, CommunicationException> failures(
            Map<String, CompletableFuture<Void>> puts, Consumer<String> uploaded) {
        Map<String, CommunicationException> failures = new LinkedHashMap<>();
        puts.forEach((name, put) -> {
            try {
                put.join();
                uploaded.accept(name);
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof CommunicationException failure)) {
                    throw e;
                }
                failures.put(name, failure);
            }
        });
        return failures;
    }
}
