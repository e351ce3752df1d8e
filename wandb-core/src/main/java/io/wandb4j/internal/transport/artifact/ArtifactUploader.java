package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactStaging;
import io.wandb4j.artifact.Digests;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.artifact.MultipartPlan;
import io.wandb4j.artifact.TransferProgress;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings logged artifacts to the server: registers the version, uploads what the server lacks, commits. */
final class ArtifactUploader {
    private static final Logger log = LoggerFactory.getLogger(ArtifactUploader.class);

    private final ApiClient client;
    private final ArtifactCache cache;
    private final ArtifactStaging staging;
    private final long multipartThreshold;
    private final LongFunction<MultipartPlan> plan;
    private final ClientReferences clientReferences;

    ArtifactUploader(ApiClient client, ArtifactCache cache, ArtifactStaging staging) {
        this(client, cache, staging, MultipartPlan.THRESHOLD, MultipartPlan::of);
    }

    ArtifactUploader(
            ApiClient client,
            ArtifactCache cache,
            ArtifactStaging staging,
            long multipartThreshold,
            LongFunction<MultipartPlan> plan) {
        this.client = client;
        this.cache = cache;
        this.staging = staging;
        this.multipartThreshold = multipartThreshold;
        this.plan = plan;
        this.clientReferences = new ClientReferences(client);
    }

    /** Uploads what a record names and answers the id of the version.
     *
     * <p>If the latest version has the same contents, that is the version, and nothing is uploaded. */
    String upload(ArtifactRecord record, Consumer<TransferProgress> listener) {
        Manifest manifest = ArtifactRecords.toManifest(record);
        JsonNode created = client.graphql("CreateArtifact", ArtifactDocuments.CREATE, Map.of("input", input(record)))
                .at("/createArtifact/artifact");
        String id = created.path("id").asText();
        String state = created.path("state").asText();
        if (!state.equals("COMMITTED")) {
            if (!state.equals("PENDING") && !state.equals("DELETED")) {
                throw CommunicationException.rejected(
                        0, "artifact " + record.getName() + " cannot be uploaded: its state is '" + state + "'", null);
            }
            store(record, manifest, id, base(record, created), listener);
        }
        clearStaging(manifest);
        return id;
    }

    private void store(
            ArtifactRecord record,
            Manifest manifest,
            String id,
            @Nullable String baseId,
            Consumer<TransferProgress> listener) {
        JsonNode first = createManifest(record, id, baseId, "", false);
        String manifestId = first.path("id").asText();
        List<ArtifactEntry> files = new ArrayList<>();
        List<ArtifactEntry> stored = new ArrayList<>();
        for (ArtifactEntry entry : manifest.entries()) {
            if (entry.reference().isPresent()) {
                stored.add(clientReferences.resolve(entry));
            } else {
                files.add(entry);
            }
        }
        FileUploads uploads =
                new FileUploads(client, cache, id, manifestId, multipartThreshold, plan, new Tally(files, listener));
        stored.addAll(uploads.upload(files));
        byte[] json = new Manifest(manifest.storageLayout(), stored).toJson();
        JsonNode second = kind(record).equals("FULL")
                ? createManifest(record, id, baseId, Digests.of(json), true)
                : updateManifest(manifestId, Digests.of(json));
        uploadManifest(second.path("file"), json);
        if (record.getFinalize()) {
            client.graphql("CommitArtifact", ArtifactDocuments.COMMIT, Map.of("artifactID", id));
        }
    }

    private JsonNode updateManifest(String manifestId, String digest) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("artifactManifestID", manifestId);
        variables.put("digest", digest);
        variables.put("baseArtifactID", null);
        variables.put("includeUpload", true);
        return client.graphql("UpdateArtifactManifest", ArtifactDocuments.UPDATE_MANIFEST, variables)
                .at("/updateArtifactManifest/artifactManifest");
    }

    private static String kind(ArtifactRecord record) {
        if (!record.getDistributedId().isEmpty()) {
            return "PATCH";
        }
        return record.getIncrementalBeta1() ? "INCREMENTAL" : "FULL";
    }

    private static String fileName(String kind) {
        return switch (kind) {
            case "PATCH" -> "wandb_manifest.patch.json";
            case "INCREMENTAL" -> "wandb_manifest.incremental.json";
            default -> "wandb_manifest.json";
        };
    }

    private JsonNode createManifest(
            ArtifactRecord record, String id, @Nullable String baseId, String digest, boolean includeUpload) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("artifactID", id);
        variables.put("baseArtifactID", baseId);
        variables.put("name", fileName(kind(record)));
        variables.put("digest", digest);
        variables.put("entityName", record.getEntity());
        variables.put("projectName", record.getProject());
        variables.put("runName", record.getRunId());
        variables.put("manifestType", kind(record));
        variables.put("includeUpload", includeUpload);
        return client.graphql("CreateArtifactManifest", ArtifactDocuments.CREATE_MANIFEST, variables)
                .at("/createArtifactManifest/artifactManifest");
    }

    private void uploadManifest(JsonNode address, byte[] json) {
        List<String> headers = new ArrayList<>();
        address.path("uploadHeaders").forEach(header -> headers.add(header.asText()));
        String url = address.path("uploadUrl").asText("");
        if (url.isEmpty()) {
            throw CommunicationException.rejected(0, "the server gave no address for the artifact's manifest", null);
        }
        try {
            Path file = Files.write(cache.newTemporary(), json);
            try {
                client.upload(url, headers, file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw CommunicationException.rejected(0, "cannot write the artifact's manifest to the cache: " + e, e);
        }
    }

    /** What waited for the upload is kept for the next use of the artifact. */
    private void clearStaging(Manifest manifest) {
        for (ArtifactEntry entry : manifest.entries()) {
            Path file = entry.localPath().filter(staging::holds).orElse(null);
            if (file == null || !Files.exists(file)) {
                continue;
            }
            try {
                cache.takeFrom(entry.digest(), file);
            } catch (IOException e) {
                log.warn("uploaded file {} stays in the staging folder: {}", file, e.toString());
            }
        }
    }

    private static @Nullable String base(ArtifactRecord record, JsonNode created) {
        if (!record.getBaseId().isEmpty()) {
            return record.getBaseId();
        }
        return created.at("/artifactSequence/latestArtifact/id").textValue();
    }

    private static Map<String, @Nullable Object> input(ArtifactRecord record) {
        Map<String, @Nullable Object> input = new LinkedHashMap<>();
        input.put("entityName", record.getEntity());
        input.put("projectName", record.getProject());
        input.put("artifactTypeName", record.getType());
        input.put("artifactCollectionName", record.getName());
        input.put("runName", record.getUserCreated() ? null : record.getRunId());
        input.put("digest", record.getDigest());
        input.put("digestAlgorithm", "MANIFEST_MD5");
        input.put("description", unlessEmpty(record.getDescription()));
        input.put("metadata", unlessEmpty(record.getMetadata()));
        input.put(
                "aliases",
                record.getAliasesList().stream()
                        .map(alias -> Map.of("artifactCollectionName", record.getName(), "alias", alias))
                        .toList());
        if (record.getTagsCount() > 0) {
            input.put(
                    "tags",
                    record.getTagsList().stream()
                            .map(tag -> Map.of("tagName", tag))
                            .toList());
        }
        input.put("ttlDurationSeconds", record.getTtlDurationSeconds() == 0 ? null : record.getTtlDurationSeconds());
        input.put("historyStep", null);
        input.put("enableDigestDeduplication", true);
        input.put("distributedID", unlessEmpty(record.getDistributedId()));
        input.put("clientID", record.getClientId());
        input.put("sequenceClientID", record.getSequenceClientId());
        return input;
    }

    private static @Nullable String unlessEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
