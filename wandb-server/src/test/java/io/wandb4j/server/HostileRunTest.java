package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hostile or broken clients send about runs: it is refused, and harms nobody else's data. */
class HostileRunTest {

    private static final String CREATE_FILES =
            "mutation M($files: [String!]!) { createRunFiles(input: {entityName: \"local\", projectName: \"p\","
                    + " runName: \"a\", files: $files}) { files { id uploadUrl } } }";
    private static final String DELETE_FILES =
            "mutation D($ids: [ID!]!) { deleteFiles(input: {files: $ids}) { success } }";

    private TestServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        server = new TestServer(directory);
        server.upsert(Map.of("name", "other"));
        server.upsert(Map.of("name", "a"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRunThatIsMadeAnewIsAnotherRun() throws IOException {
        String before = server.upsert(Map.of("name", "a")).path("id").asText();
        server.data("mutation D($id: ID!) { deleteRun(input: {id: $id}) { success } }", Map.of("id", before));

        assertThat(server.upsert(Map.of("name", "a")).path("id").asText()).isNotEqualTo(before);
    }

    @Test
    void anAddressOfADeletedFileWritesToNoOther() throws IOException {
        JsonNode gone = announce("gone.txt");
        server.data(DELETE_FILES, Map.of("ids", List.of(gone.path("id").asText())));
        announce("next.txt");

        assertThat(put(gone.path("uploadUrl").asText()).code()).isEqualTo(404);
        assertThat(server.run("a", "fileCount").path("fileCount").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{} {}", "{\"loss\":1} and more", "{\"loss\":-INF}", "{\"loss\":+INF}", "{\"loss\":1,\"loss\":2}"
            })
    void aSummaryDoesNotSpoilTheSearchForOthers(String summary) throws IOException {
        server.stream("a", TestServer.files("wandb-summary.json", 0, List.of(summary)));

        assertThat(found("{\"summary_metrics.loss\":{\"$gt\":0}}", "-summary_metrics.loss"))
                .isSubsetOf("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {995, 998, 999, 1000})
    void deepValuesDoNotSpoilTheSearchForOthers(int depth) throws IOException {
        String deep = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        server.stream("a", TestServer.files("wandb-summary.json", 0, List.of(deep)));
        server.graphql(
                "mutation M($config: JSONString) { upsertBucket(input: {name: \"a\", modelName: \"p\", config: $config})"
                        + " { inserted } }",
                Map.of("config", "{\"deep\":{\"value\":" + deep + "}}"));

        assertThat(found("{\"summary_metrics.loss\":{\"$gt\":0},\"config.lr\":1}", "-summary_metrics.loss"))
                .isEmpty();
        assertThat(server.run("a", "config summaryMetrics wandbConfig historyKeys")
                        .path("config")
                        .isTextual())
                .isTrue();
    }

    @Test
    void manyConditionsAreNotTooMany() throws IOException {
        List<String> names = IntStream.range(0, 3_000).mapToObj(i -> "n" + i).collect(Collectors.toList());
        names.add("a");

        assertThat(found(Json.text(Map.of("name", Map.of("$in", names))), "name"))
                .containsExactly("a");
        assertThat(found(Json.text(Map.of("name", Map.of("$nin", names))), "name"))
                .containsExactly("other");
        assertThat(found(Json.text(Map.of("config.lr", Map.of("$in", names))), "name"))
                .isEmpty();
        List<Map<String, String>> each =
                names.stream().map(name -> Map.of("name", name)).toList();
        assertThat(found(Json.text(Map.of("$or", each)), "name")).containsExactly("a");
        assertThat(found(Json.text(Map.of("$nor", each)), "name")).containsExactly("other");
    }

    @Test
    void nestedConditionsAreNotTooDeep() throws IOException {
        String filter = "{\"name\":\"a\"}";
        for (int i = 0; i < 400; i++) {
            filter = i % 2 == 0 ? "{\"$or\":[" + filter + "]}" : "{\"$not\":" + filter + "}";
        }
        assertThat(found(filter, "name")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((x{1000}){1000}){1000})", "(?:(?:a{1000}){1000})"})
    void aPatternTakesNoMoreThanItsShare(String pattern) throws IOException {
        assertThat(server.error(
                        "query Q($f: JSONString) { project(name: \"p\") { runs(filters: $f) { totalCount } } }",
                        Map.of("f", Json.text(Map.of("name", Map.of("$regex", pattern))))))
                .contains("$regex");
    }

    @Test
    void aBodyThatIsNotPackedAsItSaysIsTheClientsFault() throws IOException {
        for (String path : List.of("/graphql", "/files/local/p/a/file_stream")) {
            TestServer.Reply reply = server.send(server.request(path)
                    .header("Content-Encoding", "gzip")
                    .post(RequestBody.create("no gzip at all", TestServer.JSON)));
            assertThat(reply.code()).as(path).isEqualTo(400);
        }
    }

    @Test
    void linesBeyondTheLastNumberAreRefused() throws IOException {
        for (String file : List.of("output.log", "wandb-history.jsonl", "wandb-events.jsonl")) {
            assertThat(server.stream("a", TestServer.files(file, Integer.MAX_VALUE, List.of("{\"x\":1}", "{\"x\":2}")))
                            .code())
                    .isEqualTo(400);
        }
        assertThat(server.run("other", "logMatches(text: \"x\")").path("logMatches"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a\\b", "a/../../x", "C:/x", "c:x", "", "a\u0000b", ".."})
    void filesThatWouldLeaveAFolderAreRefused(String name) throws IOException {
        assertThat(server.error(CREATE_FILES, Map.of("files", List.of(name)))).contains("invalid file name");
    }

    @ParameterizedTest
    @CsvSource({"a%b.txt", "a;b.txt", "a b#?&=+.txt", "x//y.txt", "./x.txt", "ü/ß.txt", "a%2Fb.txt", "x/./y"})
    void filesOfAnyNameCanBeRead(String name) throws IOException {
        assertThat(put(announce(name).path("uploadUrl").asText()).code()).isEqualTo(200);

        JsonNode file = server.run("a", "files { edges { node { name url } } }").at("/files/edges/0/node");
        assertThat(server.get(file.path("url").asText()).body()).isEqualTo("1");
    }

    private JsonNode announce(String name) throws IOException {
        return server.data(CREATE_FILES, Map.of("files", List.of(name)))
                .path("createRunFiles")
                .path("files")
                .get(0);
    }

    private TestServer.Reply put(String url) throws IOException {
        return server.send(server.anonymous(url).put(RequestBody.create("1".getBytes(StandardCharsets.UTF_8))));
    }

    private List<String> found(String filters, String order) throws IOException {
        return server.data(
                        "query Q($f: JSONString, $o: String) { project(name: \"p\") { runs(filters: $f, order: $o)"
                                + " { edges { node { name } } } } }",
                        Map.of("f", filters, "o", order))
                .at("/project/runs/edges")
                .findValuesAsText("name");
    }
}
