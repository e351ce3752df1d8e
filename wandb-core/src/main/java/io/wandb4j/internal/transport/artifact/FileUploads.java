package io.wandb4j.internal.transport.artifact;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Digests;
import io.wandb4j.artifact.MultipartPlan;
import io.wandb4j.artifact.PartedDigest;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Uploads the files of one artifact: asks for addresses in batches and puts a few files at a time. */
final class FileUploads {
    private static final int BATCH = 1000;
    private static final int ADDRESSES = 250;
    private static final int BATCHES = 2;
    private static final int PARTS = 4;
    private static final int ATTEMPTS = 5;

    private final ApiClient client;
    private final ArtifactCache cache;
    private final String artifactId;
    private final String manifestId;
    private final long multipartThreshold;
    private final LongFunction<MultipartPlan> plan;
    private final Tally tally;
    private final BundleUpload bundles;
    private final Map<String, List<String>> partDigests = new ConcurrentHashMap<>();

    FileUploads(
            ApiClient client,
            ArtifactCache cache,
            String artifactId,
            String manifestId,
            long multipartThreshold,
            LongFunction<MultipartPlan> plan,
            Tally tally) {
        this.client = client;
        this.cache = cache;
        this.artifactId = artifactId;
        this.manifestId = manifestId;
        this.multipartThreshold = multipartThreshold;
        this.plan = plan;
        this.tally = tally;
        this.bundles = new BundleUpload(client, artifactId, this::localFile);
    }

    /** A file, and what the server answered when it was announced. */
    private record Upload(ArtifactEntry entry, JsonNode node) {
        boolean isInParts() {
            return node.at("/uploadMultipartUrls/uploadUrlParts").size() > 0;
        }
    }

    /** Uploads what the server lacks and answers the entries with the versions that brought their contents. */
    List<ArtifactEntry> upload(List<ArtifactEntry> entries) {
        List<Callable<List<ArtifactEntry>>> batches = new ArrayList<>();
        try (Parallel files = new Parallel("wandb-upload");
                Parallel addresses = new Parallel("wandb-upload-batch", BATCHES)) {
            for (int from = 0; from < entries.size(); from += BATCH) {
                List<ArtifactEntry> batch = entries.subList(from, Math.min(entries.size(), from + BATCH));
                batches.add(() -> uploadBatch(files, batch));
            }
            return addresses.all(batches).stream().flatMap(List::stream).toList();
        }
    }

    private List<ArtifactEntry> uploadBatch(Parallel parallel, List<ArtifactEntry> batch) {
        // What a draft took over from its base is there already, and may not be here.
        List<ArtifactEntry> local =
                batch.stream().filter(entry -> entry.localPath().isPresent()).toList();
        List<ArtifactEntry> uploaded = new ArrayList<>(
                batch.stream().filter(entry -> entry.localPath().isEmpty()).toList());
        List<ArtifactEntry> alone = new ArrayList<>();
        Map<String, String> together = bundles.upload(parallel, local);
        for (ArtifactEntry entry : local) {
            String birthId = together.get(entry.digest());
            if (birthId == null) {
                alone.add(entry);
            } else {
                tally.moved(entry.size());
                uploaded.add(done(entry, birthId));
            }
        }
        for (int from = 0; from < alone.size(); from += ADDRESSES) {
            uploaded.addAll(uploadAlone(parallel, alone.subList(from, Math.min(alone.size(), from + ADDRESSES))));
        }
        return uploaded;
    }

    private List<ArtifactEntry> uploadAlone(Parallel parallel, List<ArtifactEntry> entries) {
        List<JsonNode> nodes = addresses(entries);
        List<Callable<ArtifactEntry>> tasks = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Upload upload = new Upload(entries.get(i), nodes.get(i));
            tasks.add(() -> putUntilTaken(upload));
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
        List<Map<String, Object>> parts = new ArrayList<>();
        for (String hex : partDigests.computeIfAbsent(entry.digest(), unused -> digestParts(entry))) {
            parts.add(Map.of("partNumber", parts.size() + 1, "hexMD5", hex));
        }
        return parts;
    }

    private List<String> digestParts(ArtifactEntry entry) {
        MultipartPlan parts = plan.apply(entry.size());
        return PartedDigest.known(entry.digest(), parts).orElseGet(() -> digestParts(localFile(entry), parts));
    }

    private static List<String> digestParts(Path file, MultipartPlan parts) {
        List<Callable<String>> digests = new ArrayList<>();
        for (MultipartPlan.Part part : parts.parts()) {
            digests.add(() -> hexOf(file, part));
        }
        try (Parallel threads =
                new Parallel("wandb-upload-digest", Runtime.getRuntime().availableProcessors())) {
            return threads.all(digests);
        }
    }

    /** An address may have expired, or a byte been damaged on the way: then there is another one, and another attempt. */
    private ArtifactEntry putUntilTaken(Upload first) {
        ArtifactEntry entry = first.entry();
        Upload upload = first;
        for (int attempt = 1; ; attempt++) {
            try {
                put(upload);
                return done(entry, birthId(upload));
            } catch (CommunicationException e) {
                if (!e.isRejected() || e.status() == 0 || attempt == ATTEMPTS) {
                    throw e;
                }
                upload = new Upload(entry, addresses(List.of(entry)).get(0));
            }
        }
    }

    private void put(Upload upload) {
        List<String> headers = new ArrayList<>();
        upload.node().path("uploadHeaders").forEach(header -> headers.add(header.asText()));
        if (upload.isInParts()) {
            putParts(upload.entry(), upload.node(), birthId(upload), headers);
            return;
        }
        String address = upload.node().path("uploadUrl").textValue();
        if (address != null) { // without one, the server has it already
            client.upload(address, headers, localFile(upload.entry()));
        }
        tally.moved(upload.entry().size());
    }

    private ArtifactEntry done(ArtifactEntry entry, String birthId) {
        tally.fileDone();
        return entry.bornIn(birthId);
    }

    private String birthId(Upload upload) {
        return upload.node().path("artifact").path("id").asText(artifactId);
    }

    private void putParts(ArtifactEntry entry, JsonNode node, String birthId, List<String> headers) {
        Path file = localFile(entry);
        List<MultipartPlan.Part> parts = plan.apply(entry.size()).parts();
        List<Callable<Map<String, Object>>> tasks = new ArrayList<>();
        for (JsonNode address : node.at("/uploadMultipartUrls/uploadUrlParts")) {
            MultipartPlan.Part part = parts.get(address.path("partNumber").asInt() - 1);
            tasks.add(() -> putPart(entry, file, part, address.path("uploadUrl").asText(), headers));
        }
        List<Map<String, Object>> done;
        try (Parallel threads = new Parallel("wandb-upload-part", PARTS)) {
            done = threads.all(tasks);
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("completeMultipartAction", "Complete");
        variables.put("completedParts", done);
        variables.put("artifactID", birthId);
        variables.put("storagePath", node.path("storagePath").asText());
        variables.put("uploadID", node.at("/uploadMultipartUrls/uploadID").asText());
        client.graphql("CompleteMultipartUploadArtifact", ArtifactDocuments.COMPLETE_MULTIPART, variables);
    }

    private Map<String, Object> putPart(
            ArtifactEntry entry, Path file, MultipartPlan.Part part, String url, List<String> headers) {
        String hex = requireNonNull(partDigests.get(entry.digest()), "parts are digested before they are announced")
                .get(part.number() - 1);
        List<String> partHeaders = new ArrayList<>(List.of("Content-MD5:"
                + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex))));
        headers.stream()
                .filter(header -> header.regionMatches(true, 0, "Content-Type:", 0, 13))
                .forEach(partHeaders::add);
        String tag = client.uploadPart(url, partHeaders, file, part.offset(), part.length());
        tally.moved(part.length());
        return Map.of("partNumber", part.number(), "hexMD5", tag);
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
}
