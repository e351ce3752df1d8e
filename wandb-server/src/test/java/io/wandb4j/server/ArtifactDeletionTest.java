package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArtifactDeletionTest extends ArtifactServerTest {

    private static final Map<String, String> HELLO = Map.of("a.txt", "hello");
    private static final String DELETE = "mutation M($id: ID!, $all: Boolean) { deleteArtifact(input: {artifactID: $id,"
            + " deleteAliases: $all}) { artifact { id state } } }";

    @Test
    void keepsContentThatAnotherVersionHas() throws IOException {
        String first = logger.log("m", Map.of("a.txt", "hello", "b.txt", "only here"));
        logger.log("m", Map.of("c.txt", "hello"));
        server.data(DELETE, Map.of("id", first));

        String pending = logger.begin("other", HELLO);
        List<JsonNode> announced = logger.announce(pending, Map.of("b.txt", "only here"));
        assertThat(announced.get(0).path("uploadUrl").isNull()).isFalse();
        announced = logger.announce(pending, HELLO);
        assertThat(announced.get(0).path("uploadUrl").isNull()).isTrue();
        assertThat(logger.named("m:v0", "id").isNull()).isTrue();
        assertThat(version("m:latest")).isEqualTo(1);
    }

    @Test
    void deletesAliasesOnlyWhenAskedTo() throws IOException {
        String first = logger.log("m", HELLO);
        logger.log("m", Map.of("a.txt", "second"), "best");
        String second =
                logger.named("m:best", "artifact { id }").at("/artifact/id").asText();

        assertThat(server.error(DELETE, Map.of("id", second, "all", false))).contains("aliases");
        server.data(DELETE, Map.of("id", second, "all", true));

        assertThat(logger.named("m:latest", "artifact { id }")
                        .at("/artifact/id")
                        .asText())
                .isEqualTo(first);
        logger.log("m", Map.of("a.txt", "third"));
        assertThat(version("m:latest")).as("numbers are not given twice").isEqualTo(2);
    }

    @Test
    void deletesVersionsWhoseTimeIsOverUnlessTheyAreLinked() throws IOException {
        String describe = "mutation M($id: ID!, $ttl: Int64) { updateArtifact(input: {artifactID: $id,"
                + " ttlDurationSeconds: $ttl}) { artifact { ttlDurationSeconds } } }";
        String link = "mutation M($id: ID!) { linkArtifact(input: {artifactID: $id, artifactPortfolioName: \"kept\","
                + " entityName: \"local\", projectName: \"p\", aliases: []}) { versionIndex } }";
        for (String name : List.of("short", "linked", "long", "endless")) {
            String id = logger.log(name, Map.of("a.txt", name));
            server.data(
                    describe, Map.of("id", id, "ttl", name.equals("long") ? 7200 : name.equals("endless") ? -2 : 60));
            if (name.equals("linked")) {
                server.data(link, Map.of("id", id));
            }
        }
        server.clock.advance(Duration.ofSeconds(59));
        logger.log("other", HELLO);
        assertThat(version("short:v0")).isZero();

        server.clock.advance(Duration.ofMinutes(61));
        logger.log("other", Map.of("a.txt", "next"));

        assertThat(logger.named("short:v0", "id").isNull()).isTrue();
        assertThat(version("linked:v0")).isZero();
        assertThat(version("long:v0")).isZero();
        server.clock.advance(Duration.ofMinutes(61));
        logger.log("other", Map.of("a.txt", "last"));
        assertThat(logger.named("long:v0", "id").isNull()).isTrue();
        assertThat(version("endless:v0")).isZero();
    }

    @Test
    void deletesTheArtifactsOfARunWithItWhenAskedTo() throws IOException {
        String kept = server.upsert(Map.of("name", "kept")).path("id").asText();
        String gone = server.upsert(Map.of("name", "gone")).path("id").asText();
        logger.logBy("kept", "m", HELLO);
        logger.logBy("gone", "n", HELLO);
        String delete = "mutation M($id: ID!, $all: Boolean) { deleteRun(input: {id: $id, deleteArtifacts: $all}) {"
                + " success } }";

        server.data(delete, Map.of("id", kept, "all", false));
        server.data(delete, Map.of("id", gone, "all", true));

        assertThat(version("m")).isZero();
        assertThat(logger.named("m", "artifact { createdBy { __typename } }")
                        .at("/artifact/createdBy/__typename")
                        .asText())
                .isEqualTo("User");
        assertThat(logger.named("n", "id").isNull()).isTrue();
    }

    @Test
    void neverGivesTheNumberOfADeletedVersionOrUploadAgain() throws IOException {
        String first = logger.log("m", HELLO);
        String old = addressOf("m");
        String place = logger.named("m", "id").path("id").asText();
        server.data(
                "mutation M($id: ID!) { deleteArtifactSequence(input: {artifactSequenceID: $id}) {"
                        + " artifactCollection { state } } }",
                Map.of(
                        "id",
                        logger.named("m", "artifactCollection { id }")
                                .at("/artifactCollection/id")
                                .asText()));

        assertThat(logger.log("n", Map.of("a.txt", "secret"))).isNotEqualTo(first);

        assertThat(logger.named("n", "id").path("id").asText()).isNotEqualTo(place);
        assertThat(server.send(server.anonymous(addressOf("n"))).body()).isEqualTo("secret");
        assertThat(server.send(server.anonymous(old)).code()).isEqualTo(404);
    }

    @Test
    void anAddressForAnUploadThatIsCommittedLeadsToNoOther() throws IOException {
        String first = logger.begin("m", HELLO);
        JsonNode old = logger.upload(first, HELLO).get(0);
        logger.writeManifest(first, ArtifactLogger.manifest(HELLO));
        logger.commit(first);
        Map<String, String> next = Map.of("a.txt", "next");
        String second = logger.begin("n", next);
        JsonNode announced = logger.announce(second, next).get(0);

        assertThat(logger.put(old, "next").code()).isEqualTo(404);
        assertThat(logger.put(announced, "next").code()).isEqualTo(200);
    }

    private String addressOf(String name) throws IOException {
        return logger.named(name, "files(first: 1) { edges { node { directUrl } } }")
                .at("/files/edges/0/node/directUrl")
                .asText();
    }

    private int version(String name) throws IOException {
        return logger.named(name, "versionIndex").path("versionIndex").asInt(-1);
    }
}
