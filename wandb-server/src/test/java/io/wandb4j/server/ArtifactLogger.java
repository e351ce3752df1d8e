package io.wandb4j.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Headers;
import okhttp3.RequestBody;

/** Logs artifacts into the project {@code p} as the clients do, step by step. */
final class ArtifactLogger {

    static final String CREATE = "mutation CreateArtifact($input: CreateArtifactInput!) { createArtifact(input: $input)"
            + " { artifact { id state artifactSequence { latestArtifact { id } } } } }";
    static final String CREATE_MANIFEST = "mutation M($id: ID!, $base: ID, $name: String!, $digest: String!,"
            + " $type: ArtifactManifestType!, $upload: Boolean!) { createArtifactManifest(input: {artifactID: $id,"
            + " baseArtifactID: $base, name: $name, digest: $digest, entityName: \"local\", projectName: \"p\","
            + " runName: \"\", type: $type}) { artifactManifest { id file { id uploadUrl @include(if: $upload)"
            + " uploadHeaders @include(if: $upload) } } } }";
    static final String CREATE_FILES = "mutation M($files: [CreateArtifactFileSpecInput!]!) { createArtifactFiles("
            + "input: {artifactFiles: $files, storageLayout: V2}) { files { edges { node { storagePath uploadUrl directUrl"
            + " uploadHeaders uploadMultipartUrls { uploadID uploadUrlParts { partNumber uploadUrl } }"
            + " artifact { id } } } } } }";
    static final String COMMIT =
            "mutation M($id: ID!) { commitArtifact(input: {artifactID: $id}) { artifact { id digest } } }";

    private final TestServer server;

    ArtifactLogger(TestServer server) {
        this.server = server;
    }

    /** Logs a model with these files, all the way, and gives its id. */
    String log(String name, Map<String, String> files, String... aliases) throws IOException {
        JsonNode artifact = create(input(name, files, aliases));
        if (!artifact.path("state").asText().equals("COMMITTED")) {
            upload(artifact.path("id").asText(), files);
            finish(artifact.path("id").asText(), files);
        }
        return artifact.path("id").asText();
    }

    /** Logs a model as an output of a run of the project. */
    void logBy(String run, String name, Map<String, String> files) throws IOException {
        Map<String, Object> input = input(name, files);
        input.put("runName", run);
        String id = create(input).path("id").asText();
        upload(id, files);
        finish(id, files);
    }

    /** Begins a version of a model with these files and gives its id. */
    String begin(String name, Map<String, String> files) throws IOException {
        return create(input(name, files)).path("id").asText();
    }

    /** Commits a version of which all files were uploaded. */
    void finish(String artifact, Map<String, String> files) throws IOException {
        writeManifest(artifact, manifest(files));
        commit(artifact);
    }

    JsonNode create(Map<String, Object> input) throws IOException {
        return server.data(CREATE, Map.of("input", input))
                .path("createArtifact")
                .path("artifact");
    }

    static Map<String, Object> input(String name, Map<String, String> files, String... aliases) {
        List<Map<String, String>> named = new ArrayList<>();
        for (String alias : aliases) {
            named.add(Map.of("artifactCollectionName", name, "alias", alias));
        }
        Map<String, Object> input = new HashMap<>(Map.of(
                "entityName",
                "local",
                "projectName",
                "p",
                "artifactTypeName",
                "model",
                "artifactCollectionName",
                name,
                "digest",
                digest(files),
                "digestAlgorithm",
                "MANIFEST_MD5",
                "aliases",
                named,
                "enableDigestDeduplication",
                true));
        input.put("description", null);
        return input;
    }

    /** Announces the files and uploads those whose content is missing; gives the announced nodes. */
    List<JsonNode> upload(String artifact, Map<String, String> files) throws IOException {
        List<JsonNode> announced = announce(artifact, files);
        int index = 0;
        for (String content : files.values()) {
            JsonNode node = announced.get(index++);
            if (!node.path("uploadUrl").isNull()) {
                put(node, content);
            }
        }
        return announced;
    }

    List<JsonNode> announce(String artifact, Map<String, String> files) throws IOException {
        List<Map<String, Object>> specs = new ArrayList<>();
        files.forEach(
                (name, content) -> specs.add(Map.of("artifactID", artifact, "name", name, "md5", base64(content))));
        List<JsonNode> nodes = new ArrayList<>();
        server.data(CREATE_FILES, Map.of("files", specs))
                .path("createArtifactFiles")
                .path("files")
                .path("edges")
                .forEach(edge -> nodes.add(edge.path("node")));
        return nodes;
    }

    void writeManifest(String artifact, String json) throws IOException {
        announceManifest(artifact, "wandb_manifest.json", "FULL", "", null);
        put(
                announceManifest(artifact, "wandb_manifest.json", "FULL", base64(json), null)
                        .path("file"),
                json);
    }

    JsonNode announceManifest(String artifact, String name, String type, String digest, String base)
            throws IOException {
        Map<String, Object> variables = new HashMap<>(
                Map.of("id", artifact, "name", name, "type", type, "digest", digest, "upload", !digest.isEmpty()));
        variables.put("base", base);
        return server.data(CREATE_MANIFEST, variables)
                .path("createArtifactManifest")
                .path("artifactManifest");
    }

    JsonNode commit(String artifact) throws IOException {
        return server.data(COMMIT, Map.of("id", artifact))
                .path("commitArtifact")
                .path("artifact");
    }

    /** Sends bytes to the address in the node, with the headers that it names and without a key. */
    TestServer.Reply put(JsonNode node, String content) throws IOException {
        Headers.Builder headers = new Headers.Builder();
        for (JsonNode header : node.path("uploadHeaders")) {
            headers.add(header.asText());
        }
        return server.send(server.anonymous(node.path("uploadUrl").asText())
                .headers(headers.build())
                .put(RequestBody.create(content.getBytes(StandardCharsets.UTF_8))));
    }

    /** Fields of a version of the project {@code p}, found by a name such as {@code model:best}; null if missing. */
    JsonNode named(String name, String fields) throws IOException {
        return server.data(
                        "query Q($name: String!) { project(name: \"p\") { artifactCollectionMembership(name: $name) { "
                                + fields + " } } }",
                        Map.of("name", name))
                .path("project")
                .path("artifactCollectionMembership");
    }

    static String manifest(Map<String, String> files) {
        Map<String, Object> contents = new TreeMap<>();
        files.forEach((path, content) -> contents.put(
                path, Map.of("digest", base64(content), "size", content.getBytes(StandardCharsets.UTF_8).length)));
        return manifestOf(contents);
    }

    static String manifestOf(Map<String, Object> contents) {
        return Json.text(Map.of(
                "version",
                1,
                "storagePolicy",
                "wandb-storage-policy-v1",
                "storagePolicyConfig",
                Map.of("storageLayout", "V2"),
                "contents",
                contents));
    }

    static String digest(Map<String, String> files) {
        StringBuilder text = new StringBuilder("wandb-artifact-manifest-v1\n");
        new TreeMap<>(files)
                .forEach((path, content) ->
                        text.append(path).append(':').append(base64(content)).append('\n'));
        return HexFormat.of().formatHex(md5(text.toString()));
    }

    static String base64(String content) {
        return Base64.getEncoder().encodeToString(md5(content));
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
