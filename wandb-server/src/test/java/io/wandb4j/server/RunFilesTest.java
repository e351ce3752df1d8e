package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFilesTest {

    private static final String CREATE =
            "mutation M($files: [String!]!) { createRunFiles(input: {entityName: \"local\", projectName: \"p\","
                    + " runName: \"a\", files: $files}) { runID uploadHeaders files { name uploadUrl } } }";

    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(directory);
        server.upsert(Map.of("name", "a"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void takesAFileWithoutAKeyAndGivesItToWhoHasOne() throws IOException {
        assertThat(put(announce("media/ä b%.txt"), "hello").code()).isEqualTo(200);

        JsonNode file = list("media/ä b%.txt");
        assertThat(file.path("sizeBytes").asInt()).isEqualTo(5);
        assertThat(file.path("md5").asText()).isEqualTo("XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(file.path("mimetype").asText()).isEqualTo("text/plain");
        assertThat(server.get(file.path("url").asText()).body()).isEqualTo("hello");
        assertThat(server.send(server.anonymous(file.path("directUrl").asText()))
                        .body())
                .isEqualTo("hello");
        assertThat(server.send(server.anonymous(file.path("url").asText())).code())
                .isEqualTo(401);
    }

    @Test
    void servesAFileByItsNameAndInParts() throws IOException {
        put(announce("sub/f.txt"), "0123456789");

        assertThat(server.get("/files/local/p/a/sub/f.txt").body()).isEqualTo("0123456789");
        TestServer.Reply part = range("bytes=2-4");
        assertThat(part.code()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(part.response().header("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(range("bytes=7-").body()).isEqualTo("789");
        assertThat(range("bytes=-2").body()).isEqualTo("89");
        assertThat(range("bytes=10-").code()).isEqualTo(416);
        assertThat(range("bytes=5-2").code()).isEqualTo(416);
        assertThat(range("lines=1").body()).isEqualTo("0123456789");
        assertThat(server.get("/files/local/p/a/missing").code()).isEqualTo(404);
    }

    @Test
    void keepsAPageThatARunStoredAwayFromTheSession() throws IOException {
        put(announce("page.html"), "<script>x</script>");

        TestServer.Reply page = server.get("/files/local/p/a/page.html");
        assertThat(page.response().header("Content-Security-Policy"))
                .startsWith("sandbox allow-scripts; default-src 'self'");
        assertThat(page.response().header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void replacesAFileAndForgetsItsOldBytes() throws IOException {
        put(announce("f"), "old");
        put(announce("f"), "newer");

        assertThat(server.get("/files/local/p/a/f").body()).isEqualTo("newer");
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void storesAnEmptyFile() throws IOException {
        put(announce("empty"), "");
        assertThat(list("empty").path("sizeBytes").asInt()).isZero();
        assertThat(server.get("/files/local/p/a/empty").body()).isEmpty();
    }

    @Test
    void listsUploadedFilesOnly() throws IOException {
        announce("announced");
        put(announce("a_1"), "x");
        put(announce("a.1"), "x");

        JsonNode run = server.run("a", "fileCount files(pattern: \"a\\\\_%\") { edges { node { name } } totalCount }");
        assertThat(run.path("fileCount").asInt()).isEqualTo(2);
        assertThat(run.path("files")).hasToString("{\"edges\":[{\"node\":{\"name\":\"a_1\"}}],\"totalCount\":1}");
    }

    @Test
    void listsFilesPageByPage() throws IOException {
        for (String name : List.of("c", "a", "d", "b")) {
            put(announce(name), "x");
        }

        assertThat(server.run(
                                "a",
                                "files(first: 2, after: \"1\") { edges { node { name } } totalCount"
                                        + " pageInfo { endCursor hasNextPage } }")
                        .path("files"))
                .hasToString("{\"edges\":[{\"node\":{\"name\":\"b\"}},{\"node\":{\"name\":\"c\"}}],\"totalCount\":4,"
                        + "\"pageInfo\":{\"endCursor\":\"3\",\"hasNextPage\":true}}");
        assertThat(server.run("a", "files(names: [\"d\", \"none\", \"a\"], first: 1) { totalCount }")
                        .at("/files/totalCount")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void findsAFileUnderThePathThatWasSaved() throws IOException {
        put(announce("a.txt"), "x");

        assertThat(list("./a.txt").path("name").asText()).isEqualTo("a.txt");
    }

    @Test
    void deletesAFileWithItsBytes() throws IOException {
        put(announce("f"), "x");
        server.data(
                "mutation M($files: [ID!]!) { deleteFiles(input: {files: $files, projectId: 1}) { success } }",
                Map.of("files", List.of(list("f").path("id").asText())));

        assertThat(server.get("/files/local/p/a/f").code()).isEqualTo(404);
        assertThat(blobs()).isEmpty();
    }

    @Test
    void refusesAnAddressThatWasSignedForSomethingElse() throws IOException {
        String url = announce("f");
        String other = announce("g");
        String signature = url.substring(url.indexOf('?'));

        assertThat(put(other.substring(0, other.indexOf('?')) + signature, "x").code())
                .isEqualTo(401);
        assertThat(server.send(server.anonymous(url)).code()).isEqualTo(401);
        assertThat(put(url.replaceAll("expires=\\d+", "expires=9999999999"), "x")
                        .code())
                .isEqualTo(401);
        server.clock.advance(Duration.ofHours(25));
        assertThat(put(url, "x").code()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/etc/passwd", "a\\b", "", ".."})
    void refusesNamesThatWouldLeaveADownloadersFolder(String name) throws IOException {
        assertThat(server.error(CREATE, Map.of("files", List.of(name)))).contains("invalid file name");
    }

    private String announce(String name) throws IOException {
        JsonNode created = server.data(CREATE, Map.of("files", List.of(name))).path("createRunFiles");
        assertThat(created.path("files").path(0).path("name").asText()).isEqualTo(name);
        return created.path("files").path(0).path("uploadUrl").asText();
    }

    private TestServer.Reply range(String range) throws IOException {
        return server.send(server.request("/files/local/p/a/sub/f.txt").header("Range", range));
    }

    private TestServer.Reply put(String url, String content) throws IOException {
        return server.send(server.anonymous(url).put(RequestBody.create(content.getBytes(StandardCharsets.UTF_8))));
    }

    private JsonNode list(String name) throws IOException {
        return server.data(
                        "query Q($names: [String]) { project(name: \"p\") { run(name: \"a\") { files(names: $names) {"
                                + " edges { node { id name url directUrl sizeBytes mimetype md5 } } } } } }",
                        Map.of("names", List.of(name)))
                .path("project")
                .path("run")
                .path("files")
                .path("edges")
                .path(0)
                .path("node");
    }

    private List<Path> blobs() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("blobs"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
