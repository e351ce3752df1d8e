package io.wandb4j.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class ArtifactBundleTest extends ArtifactServerTest {

    private static final Map<String, String> FILES = new TreeMap<>(Map.of("a", "hello", "b/c", "", "ü", "small"));

    @Test
    void storesSmallContentsThatComeTogether() throws IOException {
        String id = announced();

        assertThat(put(id, bundle("hello", "", "small")).code()).isEqualTo(200);
        assertThat(put(id, bundle("hello", "", "small")).code())
                .as("sent again")
                .isEqualTo(200);

        assertThat(logger.announce(id, FILES))
                .allMatch(node -> node.path("uploadUrl").isNull());
        logger.finish(id, FILES);
        for (JsonNode edge : logger.named("m:v0", "files { edges { node { name directUrl } } }")
                .at("/files/edges")) {
            TestServer.Reply reply =
                    server.send(server.anonymous(edge.at("/node/directUrl").asText()));
            assertThat(reply.body()).isEqualTo(FILES.get(edge.at("/node/name").asText()));
        }
    }

    @Test
    void givesTheSmallContentsOfAVersionTogether() throws IOException {
        String id = announced();
        put(id, bundle("hello", "", "small"));
        logger.finish(id, FILES);
        logger.log("other", Map.of("x", "somebody else's"));

        assertThat(ask(id, "hello")).isEqualTo(bundle("hello"));
        assertThat(ask(id, "hello", "small", "")).hasSize(bundle("hello", "small", "").length);
        assertThat(ask(id, "somebody else's", "never stored")).isEmpty();
        assertThat(server.send(server.request("/artifact-bundles/" + id).post(RequestBody.create(new byte[15])))
                        .code())
                .isEqualTo(400);
        assertThat(server.send(server.anonymous("/artifact-bundles/" + id).post(RequestBody.create(new byte[16])))
                        .code())
                .isEqualTo(401);
    }

    @Test
    void saysWhichContentsItLacksAndTakesThoseWithoutAnotherWord() throws IOException {
        logger.log("m", Map.of("x", "hello"));
        String first =
                logger.named("m:v0", "artifact { id }").at("/artifact/id").asText();
        String id = logger.begin("m", FILES);

        assertThat(announce(id, "small", "hello", "")).isEqualTo("\n" + first + "\n\n");
        assertThat(put(id, bundle("", "small")).code()).isEqualTo(200);
        assertThat(announce(id, "small")).isEqualTo(id + "\n");
        logger.finish(id, FILES);
        assertThat(logger.named("m:v1", "artifact { id }").at("/artifact/id").asText())
                .isEqualTo(id);

        assertThat(server.send(server.request("/artifact-bundles/" + id + "/announced")
                                .post(RequestBody.create(md5s("hello"))))
                        .code())
                .as("announced for a version that is committed")
                .isEqualTo(400);
    }

    /** The lines but the last one, which is the digest of those. */
    private String announce(String artifact, String... contents) throws IOException {
        String answer = new String(post(artifact + "/announced", md5s(contents)), UTF_8);
        String births = answer.substring(0, answer.lastIndexOf('\n') + 1);
        assertThat(answer).isEqualTo(births + ArtifactLogger.base64(births));
        return births;
    }

    private byte[] ask(String artifact, String... contents) throws IOException {
        return post(artifact, md5s(contents));
    }

    private static byte[] md5s(String... contents) {
        ByteArrayOutputStream md5s = new ByteArrayOutputStream();
        for (String content : contents) {
            md5s.writeBytes(Base64.getDecoder().decode(ArtifactLogger.base64(content)));
        }
        return md5s.toByteArray();
    }

    private byte[] post(String path, byte[] body) throws IOException {
        try (Response response = server.client
                .newCall(server.request("/artifact-bundles/" + path)
                        .post(RequestBody.create(body))
                        .build())
                .execute()) {
            assertThat(response.code()).isEqualTo(200);
            return response.body().bytes();
        }
    }

    @Test
    void sendsAPartOfASmallContent() throws IOException {
        String id = announced();
        put(id, bundle("hello", "", "small"));
        logger.finish(id, FILES);
        String address = logger.named("m:v0", "files { edges { node { directUrl } } }")
                .at("/files/edges/0/node/directUrl")
                .asText();

        TestServer.Reply part = server.send(server.anonymous(address).header("Range", "bytes=1-3"));
        TestServer.Reply none = server.send(server.anonymous(address).header("Range", "bytes=5-"));

        assertThat(part.code()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("ell");
        assertThat(none.code()).isEqualTo(416);
    }

    @Test
    void keepsNothingOfADamagedOrCutBundle() throws IOException {
        String id = announced();
        byte[] damaged = bundle("hello", "", "small");
        damaged[damaged.length - 1] ^= 1;
        byte[] whole = bundle("hello", "", "small");

        assertThat(put(id, damaged).code()).isEqualTo(400);
        for (int length = 1; length < whole.length; length++) {
            boolean betweenTwo = length == bundle("hello").length || length == bundle("hello", "").length;
            if (!betweenTwo) {
                assertThat(put(id, Arrays.copyOf(whole, length)).code()).isEqualTo(400);
            }
        }
        assertThat(put(id, new byte[0]).code()).isEqualTo(400);

        assertThat(logger.announce(id, FILES))
                .noneMatch(node -> node.path("uploadUrl").isNull());
    }

    @Test
    void refusesWhatWasNotAnnouncedIsTooLargeOrComesWithoutAKey() throws IOException {
        String id = announced();

        assertThat(put(id, bundle("hello", "somebody else's")).code()).isEqualTo(404);
        assertThat(put(id, bundle("x".repeat(65_537))).code()).isEqualTo(400);
        assertThat(put("QXJ0aWZhY3Q6OTk5", bundle("hello")).code()).isEqualTo(404);
        assertThat(put("nonsense", bundle("hello")).code()).isEqualTo(400);
        Request.Builder stranger = server.anonymous("/artifact-bundles/" + id);
        assertThat(server.send(stranger.put(RequestBody.create(bundle("hello"))))
                        .code())
                .isEqualTo(401);

        assertThat(logger.announce(id, FILES))
                .noneMatch(node -> node.path("uploadUrl").isNull());
    }

    private String announced() throws IOException {
        String id = logger.begin("m", FILES);
        logger.announce(id, FILES);
        return id;
    }

    private TestServer.Reply put(String artifact, byte[] bundle) throws IOException {
        return server.send(server.request("/artifact-bundles/" + artifact).put(RequestBody.create(bundle)));
    }

    private static byte[] bundle(String... contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String content : contents) {
            out.write(Base64.getDecoder().decode(ArtifactLogger.base64(content)));
            out.writeInt(content.getBytes(UTF_8).length);
            out.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
