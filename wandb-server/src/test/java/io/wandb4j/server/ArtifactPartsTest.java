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
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

/** Uploads of artifacts that come in parts, half, or all at once. */
class ArtifactPartsTest extends ArtifactServerTest {

    private static final String COMPLETE = "mutation M($parts: [UploadPartsInput!]!, $id: ID!, $upload: String!) {"
            + " completeMultipartUploadArtifact(input: {completeMultipartAction: Complete, completedParts: $parts,"
            + " artifactID: $id, storagePath: \"big\", uploadID: $upload}) { digest } }";

    @Test
    void putsAFileTogetherFromItsParts() throws IOException {
        String id = logger.begin("m", Map.of("big", "hello world"));
        JsonNode node = announce(id, "hello world", "hello ", "world");
        assertThat(node.at("/uploadMultipartUrls/uploadUrlParts")).hasSize(2);

        String first = put(node, 0, "hello ", 200);
        assertThat(server.error(COMPLETE, complete(id, node, first, hex("world"))))
                .contains("part 2 of the file is missing");
        put(node, 1, "WORLD", 200);
        assertThat(server.error(COMPLETE, complete(id, node, first, hex("world"))))
                .contains("part 2 has the MD5", "not " + hex("world"));
        assertThat(server.error(COMPLETE, complete(id, node, first, hex("world"))))
                .as("what is wrong does not stay")
                .contains("part 2 of the file is missing");
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
        logger.finish(id, Map.of("big", "hello world"));
        assertThat(files("parts")).isEmpty();
        assertThat(logger.named("m", "artifact { size }").at("/artifact/size").asLong())
                .isEqualTo(11);
    }

    @Test
    void sendsAnyBytesOfAFileThatCameInParts() throws IOException {
        String[] parts = {"a".repeat(70_000), "b".repeat(1), "", "c".repeat(200_000)};
        JsonNode node = uploadParts(parts);
        String whole = String.join("", parts);

        assertStored(node, whole);
        String address = node.path("directUrl").asText();
        for (String range : List.of("0-1", "69998-70003", "70000-70000", "70001-", "269999-269999", "-2", "5-269990")) {
            TestServer.Reply part = server.send(server.anonymous(address).header("Range", "bytes=" + range));
            assertThat(part.code()).as(range).isEqualTo(206);
            assertThat(hex(part.body())).as(range).isEqualTo(hex(cut(whole, range)));
        }
    }

    @Test
    void goesOnWithAnUploadAfterARestart() throws IOException {
        String id = create("x".repeat(100_000) + "y");
        JsonNode node = announce(id, "x".repeat(100_000) + "y", "x".repeat(100_000), "y");
        String first = put(node, 0, "x".repeat(100_000), 200);
        stop();
        start();

        String second = put(announce(id, "x".repeat(100_000) + "y", "x".repeat(100_000), "y"), 1, "y", 200);
        server.data(COMPLETE, complete(id, node, first, second));

        assertThat(files("parts")).isEmpty();
        assertStored(announce(id, "x".repeat(100_000) + "y"), "x".repeat(100_000) + "y");
    }

    @Test
    void partsThatComeInAnyOrderAndAtOnceMakeTheFile() throws Exception {
        String[] parts = IntStream.range(0, 40)
                .mapToObj(i -> Integer.toString(i % 10).repeat(10_000 + i))
                .toArray(String[]::new);
        String whole = String.join("", parts);
        String id = create(whole);
        JsonNode node = announce(id, whole, parts);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        Collections.shuffle(order, new Random(1));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> puts = new ArrayList<>();
        order.forEach(i -> puts.add(threads.submit(() -> put(node, i, parts[i], 200))));
        order.forEach(i -> puts.add(threads.submit(() -> put(node, i, parts[i], 200))));
        for (Future<String> put : puts) {
            put.get();
        }
        String[] tags = IntStream.range(0, 40).mapToObj(i -> hex(parts[i])).toArray(String[]::new);

        List<Future<JsonNode>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(threads.submit(() -> server.data(COMPLETE, complete(id, node, tags))));
        }
        for (Future<JsonNode> answer : answers) {
            answer.get();
        }
        threads.shutdown();

        assertStored(announce(id, whole), whole);
    }

    @Test
    void aFileInPartsGoesWithItsLastVersion() throws IOException {
        uploadParts("a".repeat(70_000), "b");
        assertThat(files(""))
                .filteredOn(file -> !file.toString().contains("parts"))
                .hasSize(2);

        server.clock.advance(Duration.ofDays(9));
        logger.log("other", Map.of("a", "a"));

        assertThat(files("")).filteredOn(file -> content(file).contains("aaa")).isEmpty();
    }

    private String create(String content) throws IOException {
        return logger.create(ArtifactLogger.input("m", Map.of("big", content)))
                .path("id")
                .asText();
    }

    private JsonNode uploadParts(String... parts) throws IOException {
        String whole = String.join("", parts);
        String id = create(whole);
        JsonNode node = announce(id, whole, parts);
        String[] tags = new String[parts.length];
        for (int i = 0; i < parts.length; i++) {
            tags[i] = put(node, i, parts[i], 200);
        }
        server.data(COMPLETE, complete(id, node, tags));
        return announce(id, whole);
    }

    private void assertStored(JsonNode node, String content) throws IOException {
        TestServer.Reply reply =
                server.send(server.anonymous(node.path("directUrl").asText()));
        assertThat(reply.code()).isEqualTo(200);
        assertThat(hex(reply.body())).isEqualTo(hex(content)); // short, if it is another one
    }

    private static String cut(String whole, String range) {
        String[] ends = range.split("-", -1);
        return ends[0].isEmpty()
                ? whole.substring(whole.length() - Integer.parseInt(ends[1]))
                : whole.substring(
                        Integer.parseInt(ends[0]), ends[1].isEmpty() ? whole.length() : Integer.parseInt(ends[1]) + 1);
    }

    @Test
    void partsOfAnotherFileMakeNone() throws IOException {
        String id = logger.begin("m", Map.of("big", "hello world"));
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
        String id = logger.begin("m", Map.of("big", "hello", "small", "x"));
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
        int seen = -1;
        while (!logged.stream().allMatch(Future::isDone)) {
            int now = versionOf("m:shared"); // it moves in one step: nobody sees it go back, or nowhere
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
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
