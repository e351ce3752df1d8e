package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactFilesTest extends ArtifactServerTest {

    // so large that it gets a file of its own
    private static final String LARGE = "large ".repeat(20_000);
    private static final String HELLO_MD5 = "5d41402abc4b2a76b9719d911017c592";

    @Test
    void answersForFilesInTheOrderOfTheRequest() throws IOException {
        String first = logger.log("m", Map.of("known.txt", "known"));
        String id = create(Map.of());
        Map<String, String> files = new LinkedHashMap<>();
        files.put("z.txt", "new");
        files.put("known again.txt", "known");
        files.put("a.txt", "newer");

        List<JsonNode> nodes = logger.announce(id, files);

        assertThat(nodes).hasSize(3);
        assertThat(nodes.get(0).path("uploadUrl").asText()).startsWith(server.server.url());
        assertThat(nodes.get(0).at("/artifact/id").asText()).isEqualTo(id);
        assertThat(nodes.get(0).path("uploadMultipartUrls").isNull()).isTrue();
        assertThat(nodes.get(0).at("/uploadHeaders/0").asText())
                .isEqualTo("Content-MD5:" + ArtifactLogger.base64("new"));
        assertThat(nodes.get(1).path("uploadUrl").isNull())
                .as("the content is stored already")
                .isTrue();
        assertThat(nodes.get(1).at("/artifact/id").asText()).isEqualTo(first);
        assertThat(nodes.get(2).path("uploadUrl").isNull()).isFalse();
    }

    @Test
    void storesTheSameContentOnce() throws IOException {
        logger.log("m", Map.of("a", LARGE, "b", LARGE));
        logger.log("n", Map.of("c", LARGE));

        assertThat(blobs(LARGE)).isEqualTo(1);
    }

    @Test
    void refusesOtherBytesThanThoseAnnouncedAndKeepsNothing() throws IOException {
        String id = create(Map.of("a.txt", LARGE));
        JsonNode node = logger.announce(id, Map.of("a.txt", LARGE)).get(0);

        TestServer.Reply reply = logger.put(node, LARGE + "damaged");

        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.body()).contains("MD5");
        assertThat(blobs(LARGE + "damaged")).isZero();
        assertThat(logger.announce(id, Map.of("a.txt", LARGE))
                        .get(0)
                        .path("uploadUrl")
                        .isNull())
                .isFalse();
        assertThat(logger.put(node, LARGE).code()).isEqualTo(200);
        assertThat(logger.put(node, LARGE).code()).as("sent again").isEqualTo(200);
        assertThat(blobs(LARGE)).isEqualTo(1);
    }

    @Test
    void listsFilesInPagesWithAddressesThatExpire() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < 7; i++) {
            files.put("deep/file " + i + " ü.txt", "content " + i);
        }
        logger.log("m", files);
        List<JsonNode> nodes = new ArrayList<>();
        String cursor = "";
        JsonNode page;
        do {
            page = page(cursor);
            page.path("edges").forEach(edge -> nodes.add(edge.path("node")));
            cursor = page.at("/pageInfo/endCursor").asText();
        } while (page.at("/pageInfo/hasNextPage").asBoolean());

        assertThat(nodes).hasSize(7);
        for (JsonNode node : nodes) {
            String content = server.send(server.anonymous(node.path("directUrl").asText()))
                    .body();
            assertThat(content).isEqualTo(files.get(node.path("name").asText()));
        }
        server.clock.advance(Duration.ofHours(25));
        assertThat(server.send(server.anonymous(nodes.get(0).path("directUrl").asText()))
                        .code())
                .isEqualTo(401);
    }

    @Test
    void sendsTheRangeThatWasAskedFor() throws IOException {
        logger.log("m", Map.of("a.txt", "0123456789"));
        String address = page("").at("/edges/0/node/directUrl").asText();

        TestServer.Reply reply = server.send(server.anonymous(address).header("Range", "bytes=2-4"));

        assertThat(reply.code()).isEqualTo(206);
        assertThat(reply.body()).isEqualTo("234");
        assertThat(reply.response().header("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(server.send(server.anonymous(address)).response().header("Content-Length"))
                .isEqualTo("10");
    }

    @Test
    void servesTheAddressesThatClientsPutTogetherToWhoHasAKey() throws IOException {
        String id = logger.log("m", Map.of("a.txt", "hello"));
        for (String address : List.of(
                "/artifacts/local/" + HELLO_MD5,
                "/artifactsV2/default/local/p/m/" + id.replace("=", "%3D") + "/" + HELLO_MD5 + "/a.txt",
                "/artifactsV2/default/local/p/m/x/y/" + HELLO_MD5 + "/100%25%20%C3%BC.txt")) {
            assertThat(server.get(address).body()).as(address).isEqualTo("hello");
            assertThat(server.send(server.anonymous(address)).code())
                    .as(address)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/artifacts/nobody/" + HELLO_MD5,
                "/artifacts/local/00000000000000000000000000000000",
                "/artifacts/local/api-key",
                "/artifacts/local/..%2f..%2fapi-key",
                "/artifactsV2/default/local/p/other/x/" + HELLO_MD5 + "/a.txt",
                "/artifactsV2/default/local/nothing/m/x/" + HELLO_MD5 + "/a.txt",
                "/storage/contents/..%2f..%2fapi-key",
                "/storage/contents/%2e%2e",
                "/storage/artifact-manifests/999",
                "/storage/artifact-manifests/x",
            })
    void servesNothingElse(String address) throws IOException {
        logger.log("m", Map.of("a.txt", "hello"));

        assertThat(server.get(address).code()).isIn(400, 404);
    }

    @Test
    void listsReferencesWhereTheyPoint() throws IOException {
        String id = logger.create(referenceInput()).path("id").asText();
        logger.writeManifest(
                id,
                ArtifactLogger.manifestOf(
                        Map.of("far.txt", Map.of("digest", "etag", "size", 3, "ref", "s3://bucket/far.txt"))));
        logger.commit(id);

        assertThat(page("").at("/edges/0/node/directUrl").asText()).isEqualTo("s3://bucket/far.txt");
    }

    @Test
    void findsTheFilesOfManifestEntries() throws IOException {
        String id = logger.log("m", Map.of("a.txt", "hello", "b.txt", "other"));
        JsonNode edges = server.data(
                        "query Q($id: ID!, $entries: [ArtifactManifestEntryInput!]) { artifact(id: $id) {"
                                + " filesByManifestEntries(entries: $entries, storageLayout: \"V2\","
                                + " manifestVersion: \"1\") { pageInfo { hasNextPage } edges { node { name directUrl"
                                + " } } } } }",
                        Map.of(
                                "id",
                                id,
                                "entries",
                                List.of(
                                        Map.of("name", "b.txt", "digest", ArtifactLogger.base64("other")),
                                        Map.of("name", "a.txt", "digest", ArtifactLogger.base64("never")))))
                .at("/artifact/filesByManifestEntries/edges");

        assertThat(edges).hasSize(1);
        assertThat(server.send(server.anonymous(edges.at("/0/node/directUrl").asText()))
                        .body())
                .isEqualTo("other");
    }

    private static Map<String, Object> referenceInput() {
        Map<String, Object> input = ArtifactLogger.input("m", Map.of());
        input.put("digest", "d8b8c3fd5a4b6ea3ba5a4b8a8d9c9f3e");
        input.put("distributedID", "any");
        return input;
    }

    private String create(Map<String, String> files) throws IOException {
        return logger.begin("other", files);
    }

    private JsonNode page(String cursor) throws IOException {
        return server.data(
                        "query Q($cursor: String) { project(name: \"p\") { artifactCollection(name: \"m\") {"
                                + " artifactMembership(aliasName: \"v0\") { files(first: 3, after: $cursor) {"
                                + " pageInfo { endCursor hasNextPage } edges { node { name directUrl } } } } } } }",
                        Map.of("cursor", cursor))
                .at("/project/artifactCollection/artifactMembership/files");
    }

    private long blobs(String content) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).equals(content))
                    .count();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
