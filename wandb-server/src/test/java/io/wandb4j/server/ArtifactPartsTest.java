package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads of artifacts that come in parts, half, or all at once. */
class ArtifactPartsTest {

    private static final String COMPLETE = "mutation M($parts: [UploadPartsInput!]!, $id: ID!, $upload: String!) {"
            + " completeMultipartUploadArtifact(input: {completeMultipartAction: Complete, completedParts: $parts,"
            + " artifactID: $id, storagePath: \"big\", uploadID: $upload}) { digest } }";

    @TempDir
    Path directory;

    private TestServer server;
    private ArtifactLogger logger;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        logger = new ArtifactLogger(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void putsAFileTogetherFromItsParts() throws IOException {
        String id = logger.create(ArtifactLogger.input("m", Map.of("big", "hello world")))
                .path("id")
                .asText();
        JsonNode node = announce(id, "hello world", "hello ", "world");
        assertThat(node.at("/uploadMultipartUrls/uploadUrlParts")).hasSize(2);

        String first = put(node, 0, "hello ", 200);
        put(node, 1, "WORLD", 400);
        assertThat(server.error(COMPLETE, complete(id, node, first, hex("world"))))
                .contains("part 2");
        String second = put(node, 1, "world", 200);
        assertThat(server.error(COMPLETE, complete(id, node, second, first))).contains("part 1");
        JsonNode done = server.data(COMPLETE, complete(id, node, first, second));
        server.data(COMPLETE, complete(id, node, first, second)); // the answer may have been lost

        assertThat(done.at("/completeMultipartUploadArtifact/digest").asText())
                .isEqualTo(ArtifactLogger.base64("hello world"));
        assertThat(announce(id, "hello world", "hello ", "world")
                        .path("uploadMultipartUrls")
                        .isNull())
                .as("the content is stored")
                .isTrue();
        logger.writeManifest(id, ArtifactLogger.manifest(Map.of("big", "hello world")));
        logger.commit(id);
        assertThat(files("parts")).isEmpty();
        assertThat(logger.named("m", "artifact { size }").at("/artifact/size").asLong())
                .isEqualTo(11);
    }

    @Test
    void partsOfAnotherFileMakeNone() throws IOException {
        String id = logger.create(ArtifactLogger.input("m", Map.of("big", "hello world")))
                .path("id")
                .asText();
        JsonNode node = announce(id, "hello world", "hello ", "earth");
        String first = put(node, 0, "hello ", 200);
        String second = put(node, 1, "earth", 200);

        assertThat(server.error(COMPLETE, complete(id, node, first, second))).contains("MD5");
        assertThat(server.graphql(COMPLETE, Map.of("parts", List.of(), "id", id, "upload", "../../x"))
                        .body())
                .contains("no upload");
    }

    @Test
    void halfUploadsAreGoneAfterAWeek() throws IOException {
        String id = logger.create(ArtifactLogger.input("m", Map.of("big", "hello", "small", "x")))
                .path("id")
                .asText();
        logger.upload(id, Map.of("small", "x"));
        put(announce(id, "hello", "he", "llo"), 0, "he", 200);
        assertThat(files("parts")).hasSize(1);

        server.clock.advance(Duration.ofDays(6));
        logger.log("other", Map.of("a", "a"));
        assertThat(files("parts")).hasSize(1);
        server.clock.advance(Duration.ofDays(3));
        logger.log("other", Map.of("a", "b"));

        assertThat(files("parts")).isEmpty();
        assertThat(files("")).filteredOn(file -> content(file).equals("x")).isEmpty();
        assertThat(server.data("query Q($id: ID!) { artifact(id: $id) { state } }", Map.of("id", id))
                        .at("/artifact/state")
                        .asText())
                .isEqualTo("DELETED");
        assertThat(logger.named("other:v1", "versionIndex").path("versionIndex").asInt())
                .isEqualTo(1);
    }

    @Test
    void writersAtOnceGetVersionsWithoutGapsAndLoseNoAlias() throws Exception {
        int writers = 16;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<String>> logged = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int number = i;
            logged.add(threads.submit(
                    () -> logger.log("m", Map.of("a", "content " + number), "mine-" + number, "shared")));
        }
        for (Future<String> each : logged) {
            each.get();
        }
        threads.shutdown();

        assertThat(IntStream.range(0, writers).mapToObj(i -> versionOf("m:mine-" + i)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, writers).boxed().toList());
        assertThat(versionOf("m:latest")).isEqualTo(writers - 1);
        assertThat(versionOf("m:shared")).isEqualTo(writers - 1);
    }

    private int versionOf(String name) {
        try {
            return logger.named(name, "versionIndex").path("versionIndex").asInt(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode announce(String id, String content, String... parts) throws IOException {
        List<Map<String, Object>> announced = new ArrayList<>();
        for (String part : parts) {
            announced.add(Map.of("partNumber", announced.size() + 1, "hexMD5", hex(part)));
        }
        Map<String, Object> file = Map.of(
                "artifactID", id, "name", "big", "md5", ArtifactLogger.base64(content), "uploadPartsInput", announced);
        return server.data(ArtifactLogger.CREATE_FILES, Map.of("files", List.of(file)))
                .at("/createArtifactFiles/files/edges/0/node");
    }

    private String put(JsonNode node, int part, String content, int code) throws IOException {
        String url = node.at("/uploadMultipartUrls/uploadUrlParts/" + part + "/uploadUrl")
                .asText();
        TestServer.Reply reply =
                server.send(server.anonymous(url).put(RequestBody.create(content.getBytes(StandardCharsets.UTF_8))));
        assertThat(reply.code()).as(reply.body()).isEqualTo(code);
        return String.valueOf(reply.response().header("ETag"));
    }

    private static Map<String, Object> complete(String id, JsonNode node, String... tags) {
        List<Map<String, Object>> parts = new ArrayList<>();
        for (String tag : tags) {
            parts.add(Map.of("partNumber", parts.size() + 1, "hexMD5", tag));
        }
        return Map.of(
                "parts",
                parts,
                "id",
                id,
                "upload",
                node.at("/uploadMultipartUrls/uploadID").asText());
    }

    private List<Path> files(String below) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("blobs").resolve(below))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(String content) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(ArtifactLogger.base64(content)));
    }
}
