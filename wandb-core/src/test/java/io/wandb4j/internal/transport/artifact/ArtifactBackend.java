package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.ByteString;

/** Answers the operations on one artifact from memory, and notes what it was asked. */
final class ArtifactBackend extends Dispatcher {
    static final String ID = "QXJ0aWZhY3Q6MQ==";

    final List<String> operations = new CopyOnWriteArrayList<>();
    final List<JsonNode> variables = new CopyOnWriteArrayList<>();
    final Map<String, ByteString> blobs = new ConcurrentHashMap<>();
    final List<String> expired = new CopyOnWriteArrayList<>();
    final List<String> features = new CopyOnWriteArrayList<>();
    String state = "PENDING";
    boolean damaging;
    String name = "m";
    Optional<String> manifestAddress = Optional.empty();
    Optional<String> address = Optional.empty();

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        return switch (request.getMethod()) {
            case "PUT" -> put(path, request.getBody());
            case "GET" -> get(path);
            default ->
                path.startsWith("/artifact-bundles/")
                        ? lacking(request.getBody().size() / 16)
                        : graphql(request);
        };
    }

    /** An empty line for each content, since none is here, and the digest of these lines. */
    private MockResponse lacking(int contents) {
        String lines = "\n".repeat(contents);
        String digest = ByteString.encodeUtf8(lines).md5().base64();
        return new MockResponse.Builder()
                .body((damaging ? lines.replaceFirst("\n", "J") : lines) + digest)
                .build();
    }

    JsonNode variablesOf(String operation) {
        return variables.get(operations.indexOf(operation));
    }

    private MockResponse put(String path, ByteString body) {
        if (expired.remove(path)) {
            return new MockResponse.Builder().code(403).body("expired").build();
        }
        blobs.put(path, body);
        return new MockResponse.Builder()
                .addHeader("ETag", "tag" + path.substring(path.length() - 1))
                .build();
    }

    private MockResponse get(String path) {
        ByteString blob = blobs.get(path);
        operations.add("GET " + path);
        variables.add(Json.MAPPER.createObjectNode());
        return blob == null
                ? new MockResponse.Builder().code(404).build()
                : new MockResponse.Builder().body(new Buffer().write(blob)).build();
    }

    private MockResponse graphql(RecordedRequest request) {
        JsonNode body = Json.read(request.getBody().utf8());
        String operation = body.path("operationName").asText();
        operations.add(operation);
        variables.add(body.path("variables"));
        String host =
                "http://" + request.getUrl().host() + ":" + request.getUrl().port();
        JsonNode data = answer(operation, body.path("variables"), host);
        return new MockResponse.Builder()
                .body(Json.write(Json.MAPPER.createObjectNode().set("data", data)))
                .build();
    }

    private JsonNode answer(String operation, JsonNode input, String host) {
        return switch (operation) {
            case "CreateArtifact" ->
                json(
                        "{'createArtifact':{'artifact':{'id':'%s','state':'%s','artifactSequence':{'latestArtifact':{'id':'QQ=='}}}}}",
                        ID, state);
            case "CreateArtifactManifest" ->
                json(
                        "{'createArtifactManifest':{'artifactManifest':{'id':'m1','file':{'id':'f1',"
                                + "'uploadUrl':'%s/blob/manifest','uploadHeaders':['Content-Type:application/json']}}}}",
                        host);
            case "CreateArtifactFiles" -> files(input.at("/input/artifactFiles"), host);
            case "ArtifactByID" -> json("{'artifact':%s}", artifact());
            case "ArtifactMembershipByName" ->
                input.path("name").asText().equals("m:none")
                        ? json("{'project':{'artifactCollectionMembership':null}}")
                        : json(
                                "{'project':{'artifactCollectionMembership':{'versionIndex':3,"
                                        + "'aliases':[{'alias':'best'},{'alias':'v3'}],"
                                        + "'artifactCollection':{'name':'m','project':{'name':'p','entity':{'name':'e'}}},"
                                        + "'artifact':%s}}}",
                                artifact());
            case "FetchArtifactManifest" ->
                json(
                        "{'artifact':{'currentManifest':{'file':{'directUrl':'%s'}}}}",
                        manifestAddress.orElse(host + "/blob/manifest"));
            case "GetArtifactMembershipFileUrls" -> urls(input.path("cursor").asText(""), host);
            case "ServerFeaturesQuery" ->
                json(
                        "{'serverInfo':{'features':[%s]}}",
                        features.stream()
                                .map(name -> "{\"name\":\"" + name + "\",\"isEnabled\":true}")
                                .collect(Collectors.joining(",")));
            default -> json("{}");
        };
    }

    private String artifact() {
        return json(
                        "{'id':'%s','versionIndex':3,'digest':'d','size':5,'description':'what','metadata':'{\\\"a\\\":1}',"
                                + "'createdAt':'2024-05-01T10:00:00','artifactType':{'name':'model'},"
                                + "'artifactSequence':{'name':'%s','project':{'name':'p','entity':{'name':'e'}}},"
                                + "'aliases':[{'alias':'latest','artifactCollection':{'name':'%s','project':{'name':'p','entity':{'name':'e'}}}},"
                                + "{'alias':'other','artifactCollection':{'name':'linked'}}]}",
                        ID, name, name)
                .toString();
    }

    private JsonNode files(JsonNode specs, String host) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ArrayNode edges =
                root.putObject("createArtifactFiles").putObject("files").putArray("edges");
        for (JsonNode spec : specs) {
            String url = host + "/blob/" + spec.path("name").asText();
            ObjectNode node = edges.addObject().putObject("node");
            node.putObject("artifact").put("id", ID);
            node.put("storagePath", spec.path("name").asText());
            if (blobs.containsKey("/blob/" + spec.path("name").asText())) {
                node.putNull("uploadUrl");
                continue;
            }
            node.put("uploadUrl", url);
            node.putArray("uploadHeaders").add("Content-MD5:" + spec.path("md5").asText());
            if (spec.path("uploadPartsInput").isArray()) {
                ArrayNode parts = node.putObject("uploadMultipartUrls")
                        .put("uploadID", "u1")
                        .putArray("uploadUrlParts");
                for (JsonNode part : spec.get("uploadPartsInput")) {
                    int number = part.path("partNumber").asInt();
                    parts.addObject().put("partNumber", number).put("uploadUrl", url + "/" + number);
                }
            }
        }
        return root;
    }

    /** One file per page. */
    private JsonNode urls(String cursor, String host) {
        List<String> names = new ArrayList<>(blobs.keySet());
        names.remove("/blob/manifest");
        names.sort(null);
        int index = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        String name = names.get(index);
        return json(
                "{'project':{'artifactCollection':{'artifactMembership':{'files':{"
                        + "'pageInfo':{'hasNextPage':%s,'endCursor':'%s'},"
                        + "'edges':[{'node':{'name':'%s','directUrl':'%s'}}]}}}}}",
                index + 1 < names.size(), index + 1, name.substring("/blob/".length()), address.orElse(host + name));
    }

    private static JsonNode json(String format, Object... arguments) {
        return Json.read(String.format(java.util.Locale.ROOT, format.replace('\'', '"'), arguments));
    }
}
