package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, manifests and addresses that a hostile client sends: each is refused, and nothing is written elsewhere. */
class HostileArtifactTest extends ArtifactServerTest {

    @AfterEach
    void writesNowhereElse() throws IOException {
        try (Stream<Path> others = Files.list(parent)) {
            assertThat(others).containsExactly(parent.resolve("server"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../../x",
                "/etc/x",
                "C:\\x",
                "c:/x",
                "\\\\host\\x",
                "..\\x",
                "a/..\\..\\x",
                "./x",
                "a//b",
                "",
                "a/",
                "a\u0000b",
                "..",
                "."
            })
    void filesThatWouldLeaveTheFolderAreRefused(String path) throws IOException {
        String id = logger.begin("m", Map.of("a", "1"));

        assertThat(server.error(
                        ArtifactLogger.CREATE_FILES,
                        Map.of(
                                "files",
                                List.of(Map.of("artifactID", id, "name", path, "md5", ArtifactLogger.base64("1"))))))
                .isNotEmpty();
        logger.upload(id, Map.of("a", "1"));
        logger.writeManifest(
                id, ArtifactLogger.manifestOf(Map.of(path, Map.of("digest", ArtifactLogger.base64("1"), "size", 1))));
        assertThat(server.error(ArtifactLogger.COMMIT, Map.of("id", id))).contains("path");
        assertThat(logger.named("m", "versionIndex").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "not json",
                "{\"version\":2,\"contents\":{}}",
                "{\"version\":1,\"contents\":{\"a\":{\"digest\":\"x\"}}}",
                "{\"version\":1,\"contents\":{\"a\":{\"size\":1}}}",
                "{\"version\":1,\"contents\":{\"a\":{\"digest\":\"xMpCOKC5I4INzFCab3WEmw==\",\"size\":-1}}}"
            })
    void manifestsThatAreNoneAreRefused(String json) throws IOException {
        String id = logger.begin("m", Map.of("a", "1"));
        logger.upload(id, Map.of("a", "1"));
        logger.writeManifest(id, json);

        assertThat(server.error(ArtifactLogger.COMMIT, Map.of("id", id))).isNotEmpty();
        assertThat(logger.named("m", "versionIndex").isNull()).isTrue();
    }

    @Test
    void aManifestThatListsWhatWasNeverUploadedIsNoVersion() throws IOException {
        String id = logger.begin("m", Map.of("a", "1"));
        logger.writeManifest(id, ArtifactLogger.manifest(Map.of("a", "1")));

        assertThat(server.error(ArtifactLogger.COMMIT, Map.of("id", id))).contains("never uploaded: a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a:b", "a b", "\u00e4", "../m", "\u0000"})
    void namesThatCannotBeAreRefused(String name) throws IOException {
        Map<String, Object> input = new HashMap<>(ArtifactLogger.input("m", Map.of()));
        input.put("artifactCollectionName", name);

        assertThat(server.error(ArtifactLogger.CREATE, Map.of("input", input))).isNotEmpty();
    }

    @Test
    void addressesAreForOneUseOnOneThingForAWhile() throws IOException {
        String id = logger.begin("m", Map.of("a", "1"));
        JsonNode node = logger.announce(id, Map.of("a", "1")).get(0);
        String url = node.path("uploadUrl").asText();

        assertThat(put(url.replaceFirst("signature=..", "signature=00"))).isEqualTo(401);
        assertThat(put(url.replaceFirst("\\?.*", ""))).isEqualTo(401);
        assertThat(put(url.replaceFirst("artifact-uploads/[0-9]+", "artifact-uploads/999")))
                .isEqualTo(401);
        assertThat(put(url.replaceFirst("expires=[0-9]+", "expires=99999999999")))
                .isEqualTo(401);
        assertThat(server.send(server.anonymous(url)).code()).as("reading").isEqualTo(401);
        server.clock.advance(Duration.ofHours(25));
        assertThat(put(url)).as("expired").isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/storage/contents/..%2f..%2fwandb4j.db",
                "/storage/contents/../../wandb4j.db",
                "/storage/contents/%2e%2e%2fowner",
                "/artifacts/local/..%2f..%2fwandb4j.db",
                "/artifactsV2/default/local/p/m/x/..%2f..%2fkey/a",
                "/storage/artifact-uploads/1/parts/1/..%2f..%2fx"
            })
    void noAddressLeadsOutOfTheStore(String path) throws IOException {
        logger.log("m", Map.of("a", "1"));

        TestServer.Reply reply = server.get(path);

        assertThat(reply.code()).isBetween(400, 499);
        assertThat(reply.body()).doesNotContain("SQLite");
    }

    private int put(String url) throws IOException {
        return server.send(server.anonymous(url).put(RequestBody.create("1".getBytes(StandardCharsets.UTF_8))))
                .code();
    }
}
