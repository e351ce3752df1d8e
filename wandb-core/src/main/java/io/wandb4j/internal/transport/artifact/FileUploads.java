package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Digests;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Uploads the files of one artifact: asks for addresses in batches and puts a few files at a time. */
final class FileUploads {
    private static final int BATCH = 100;

    private final ApiClient client;
    private final ArtifactCache cache;
    private final String artifactId;
    private final String manifestId;
    private final long multipartThreshold;
    private final LongFunction<MultipartPlan> plan;

    FileUploads(
            ApiClient client,
            ArtifactCache cache,
            String artifactId,
            String manifestId,
            long multipartThreshold,
            LongFunction<MultipartPlan> plan) {
        this.client = client;
        this.cache = cache;
        this.artifactId = artifactId;
        this.manifestId = manifestId;
        this.multipartThreshold = multipartThreshold;
        this.plan = plan;
    }

    /** Uploads what the server lacks and answers the entries with the versions that brought their contents. */
    List<ArtifactEntry> upload(List<ArtifactEntry> entries) {
        List<ArtifactEntry> uploaded = new ArrayList<>();
        try (Parallel parallel = new Parallel("wandb-upload")) {
            for (int from = 0; from < entries.size(); from += BATCH) {
                List<ArtifactEntry> batch = entries.subList(from, Math.min(entries.size(), from + BATCH));
                uploaded.addAll(uploadBatch(parallel, batch));
            }
        }
        return uploaded;
    }

    /** Addresses may expire while a batch waits: a file that is refused gets one new address. */
    private List<ArtifactEntry> uploadBatch(Parallel parallel, List<ArtifactEntry> batch) {
        List<JsonNode> nodes = addresses(batch);
        List<Callable<ArtifactEntry>> tasks = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            ArtifactEntry entry = batch.get(i);
            JsonNode node = nodes.get(i);
            tasks.add(() -> {
                try {
                    return put(entry, node);
                } catch (CommunicationException e) {
                    if (!e.isRejected() || e.status() == 0) {
                        throw e;
                    }
                    return put(entry, addresses(List.of(entry)).get(0));
                }
            });
        }
        return parallel.all(tasks);
    }

    private List<JsonNode> addresses(List<ArtifactEntry> batch) {
        List<Map<String, @Nullable Object>> files = new ArrayList<>();
        batch.forEach(entry -> files.add(specification(entry)));
        JsonNode data = client.graphql(
                "CreateArtifactFiles",
                ArtifactDocuments.CREATE_FILES,
                Map.of("input", Map.of("artifactFiles", files, "storageLayout", "V2")));
        List<JsonNode> nodes = new ArrayList<>();
        data.at("/createArtifactFiles/files/edges").forEach(edge -> nodes.add(edge.path("node")));
        if (nodes.size() != batch.size()) {
            throw CommunicationException.rejected(
                    0, "the server gave " + nodes.size() + " upload addresses for " + batch.size() + " files", null);
        }
        return nodes;
    }

    private Map<String, @Nullable Object> specification(ArtifactEntry entry) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("artifactID", artifactId);
        file.put("artifactManifestID", manifestId);
        file.put("name", entry.path());
        file.put("md5", entry.digest());
        file.put("mimetype", null);
        file.put("uploadPartsInput", entry.size() < multipartThreshold ? null : parts(entry));
        return file;
    }

    private List<Map<String, Object>> parts(ArtifactEntry entry) {
        Path file = localFile(entry);
        List<Map<String, Object>> parts = new ArrayList<>();
        for (MultipartPlan.Part part : plan.apply(entry.size()).parts()) {
            parts.add(Map.of("partNumber", part.number(), "hexMD5", hexOf(file, part)));
        }
        return parts;
    }

    private ArtifactEntry put(ArtifactEntry entry, JsonNode node) {
        String birthId = node.path("artifact").path("id").asText(artifactId);
        List<String> headers = new ArrayList<>();
        node.path("uploadHeaders").forEach(header -> headers.add(header.asText()));
        JsonNode multipart = node.path("uploadMultipartUrls");
        if (multipart.path("uploadUrlParts").size() > 0) {
            putParts(entry, node, birthId, headers);
        } else if (node.path("uploadUrl").isTextual()) {
            client.upload(node.get("uploadUrl").textValue(), headers, localFile(entry));
        }
        // Without an address the server has this content already.
        return entry.bornIn(birthId);
    }

    private void putParts(ArtifactEntry entry, JsonNode node, String birthId, List<String> headers) {
        Path file = localFile(entry);
        List<MultipartPlan.Part> parts = plan.apply(entry.size()).parts();
        List<Map<String, Object>> done = new ArrayList<>();
        for (JsonNode address : node.at("/uploadMultipartUrls/uploadUrlParts")) {
            MultipartPlan.Part part = parts.get(address.path("partNumber").asInt() - 1);
            List<String> partHeaders = new ArrayList<>(List.of("Content-MD5:" + base64Of(file, part)));
            headers.stream()
                    .filter(header -> header.regionMatches(true, 0, "Content-Type:", 0, 13))
                    .forEach(partHeaders::add);
            String tag = client.uploadPart(
                    address.path("uploadUrl").asText(), partHeaders, file, part.offset(), part.length());
            done.add(Map.of("partNumber", part.number(), "hexMD5", tag));
        }
        client.graphql(
                "CompleteMultipartUploadArtifact",
                ArtifactDocuments.COMPLETE_MULTIPART,
                Map.of(
                        "completeMultipartAction",
                        "Complete",
                        "completedParts",
                        done,
                        "artifactID",
                        birthId,
                        "storagePath",
                        node.path("storagePath").asText(),
                        "uploadID",
                        node.at("/uploadMultipartUrls/uploadID").asText()));
    }

    /** Where the content lies: as staged, or in the cache after an earlier upload of the same. */
    private Path localFile(ArtifactEntry entry) {
        return entry.localPath()
                .filter(Files::isRegularFile)
                .or(() -> cache.find(entry))
                .orElseThrow(() -> CommunicationException.rejected(
                        0,
                        "artifact file '" + entry.path() + "' is gone from this machine, its upload is not possible",
                        null));
    }

    private static String hexOf(Path file, MultipartPlan.Part part) {
        try {
            return Digests.hexOfPart(file, part.offset(), part.length());
        } catch (IOException e) {
            throw CommunicationException.rejected(0, "cannot read " + file, e);
        }
    }

    private static String base64Of(Path file, MultipartPlan.Part part) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hexOf(file, part)));
    }
}
