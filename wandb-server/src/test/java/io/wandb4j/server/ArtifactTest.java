package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest extends ArtifactServerTest {

    private static final Map<String, String> HELLO = Map.of("a.txt", "hello");

    @Test
    void countsVersionsAndMovesAliases() throws IOException {
        logger.log("m", HELLO, "best", "first");
        logger.log("m", Map.of("a.txt", "changed"), "best");

        assertThat(version("m:latest")).isEqualTo(1);
        assertThat(version("m")).isEqualTo(1);
        assertThat(version("m:best")).isEqualTo(1);
        assertThat(version("m:first")).isZero();
        assertThat(version("m:v0")).isZero();
        assertThat(version("m:" + ArtifactLogger.digest(HELLO))).isZero();
        assertThat(logger.named("m:v2", "id").isNull()).isTrue();
    }

    @Test
    void givesTheNewestVersionForTheSameContentUnderTheNewAliases() throws IOException {
        String first = logger.log("m", HELLO, "one");

        JsonNode again = logger.create(ArtifactLogger.input("m", HELLO, "two"));

        assertThat(again.path("id").asText()).isEqualTo(first);
        assertThat(again.path("state").asText()).isEqualTo("COMMITTED");
        assertThat(aliases("m:v0")).containsExactly("latest", "one", "two");
    }

    @Test
    void logsAnOlderContentAsANewVersion() throws IOException {
        String first = logger.log("m", HELLO);
        logger.log("m", Map.of("a.txt", "between"));

        assertThat(logger.log("m", HELLO)).isNotEqualTo(first);
        assertThat(version("m:latest")).isEqualTo(2);
    }

    @Test
    void logsTheSameContentTwiceWhenAskedTo() throws IOException {
        String first = logger.log("m", HELLO);
        Map<String, Object> input = ArtifactLogger.input("m", HELLO);
        input.put("enableDigestDeduplication", false);

        assertThat(logger.create(input).path("id").asText()).isNotEqualTo(first);
    }

    @Test
    void givesTheSameVersionToARepeatedRequest() throws IOException {
        Map<String, Object> input = ArtifactLogger.input("m", HELLO);
        input.put("clientID", "client");

        assertThat(logger.create(input)).isEqualTo(logger.create(input));
        String mapped = server.data("{ clientIDMapping(clientID: \"client\") { serverID } }", Map.of())
                .at("/clientIDMapping/serverID")
                .asText();
        assertThat(mapped).isEqualTo(logger.create(input).path("id").asText());
    }

    @Test
    void takesTheSameClientsNameInTwoPlaces() throws IOException {
        Map<String, Object> here = ArtifactLogger.input("m", HELLO);
        here.put("clientID", "client");
        Map<String, Object> there = ArtifactLogger.input("n", HELLO);
        there.put("clientID", "client");

        String first = logger.create(here).path("id").asText();
        String second = logger.create(there).path("id").asText();

        assertThat(second).isNotEqualTo(first);
        assertThat(logger.create(there).path("id").asText()).isEqualTo(second);
    }

    @Test
    void givesVersionsWithoutGapsToThreadsThatLogAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Map<String, String> files = Map.of("a.txt", "content " + i, "shared.txt", "shared");
            work.add(() -> logger.log("m", files, "best"));
        }
        List<String> ids = new ArrayList<>();
        for (Future<String> future : threads.invokeAll(work)) {
            ids.add(future.get());
        }
        threads.shutdown();

        assertThat(ids).doesNotHaveDuplicates();
        List<Integer> versions = new ArrayList<>();
        server.data(
                        "{ project(name: \"p\") { artifactCollection(name: \"m\") { artifacts(first: 100) "
                                + "{ edges { node { versionIndex } } } } } }",
                        Map.of())
                .at("/project/artifactCollection/artifacts/edges")
                .forEach(edge -> versions.add(edge.at("/node/versionIndex").asInt()));
        assertThat(versions).hasSize(40).first().isEqualTo(39);
        assertThat(versions).doesNotHaveDuplicates().allMatch(version -> version >= 0 && version < 40);
        assertThat(version("m:latest")).isEqualTo(39);
        assertThat(version("m:best")).isEqualTo(39);
    }

    @Test
    void refusesToCommitWhatWasNeverUploaded() throws IOException {
        String id = logger.begin("m", HELLO);
        logger.announce(id, HELLO);
        assertThat(commitError(id)).contains("no manifest");

        logger.writeManifest(id, ArtifactLogger.manifest(HELLO));
        assertThat(commitError(id)).contains("never uploaded").contains("a.txt");
        assertThat(logger.named("m:v0", "id").isNull()).isTrue();

        logger.upload(id, HELLO);
        logger.commit(id);
        assertThat(version("m")).isZero();
        logger.commit(id);
        assertThat(version("m")).as("a repeated commit changes nothing").isZero();
    }

    @Test
    void refusesAManifestOfAnotherDigest() throws IOException {
        String id = logger.begin("m", HELLO);
        Map<String, String> other = Map.of("b.txt", "hello");
        logger.upload(id, other);
        logger.writeManifest(id, ArtifactLogger.manifest(other));

        assertThat(commitError(id)).contains("digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../../b", "/etc/passwd", "C:\\a", "..\\a", "a//b", "", ".", "a/./b", "a\0b"})
    void refusesPathsThatLeaveTheFolderOfAReader(String path) throws IOException {
        String id = logger.begin("m", HELLO);
        String announced = server.error(
                ArtifactLogger.CREATE_FILES,
                Map.of("files", List.of(Map.of("artifactID", id, "name", path, "md5", "XUFAKrxLKna5cZ2REBfFkg=="))));
        assertThat(announced).containsAnyOf("invalid path", "name must not be empty");

        logger.upload(id, HELLO);
        logger.writeManifest(
                id, ArtifactLogger.manifestOf(Map.of(path, Map.of("digest", "XUFAKrxLKna5cZ2REBfFkg==", "size", 5))));
        assertThat(commitError(id)).contains("invalid path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "{}", "{\"version\": 2, \"contents\": {}}", "{\"contents\": {\"a\": {}}}"})
    void refusesWhatIsNoManifest(String manifest) throws IOException {
        String id = logger.begin("m", HELLO);
        logger.writeManifest(id, manifest);

        assertThat(commitError(id)).contains("manifest");
    }

    @Test
    void addsAnIncrementalManifestToItsBase() throws IOException {
        String base = logger.log("m", Map.of("a.txt", "hello", "b.txt", "old"));
        Map<String, String> added = Map.of("b.txt", "new", "c.txt", "more");
        String id = logger.begin("m", added);
        logger.upload(id, added);
        String json = ArtifactLogger.manifest(added);
        String name = "wandb_manifest.incremental.json";
        logger.announceManifest(id, name, "INCREMENTAL", "", base);
        logger.put(
                logger.announceManifest(id, name, "INCREMENTAL", ArtifactLogger.base64(json), base)
                        .path("file"),
                json);

        String digest = logger.commit(id).path("digest").asText();

        Map<String, String> merged = Map.of("a.txt", "hello", "b.txt", "new", "c.txt", "more");
        assertThat(digest).isEqualTo(ArtifactLogger.digest(merged));
        String manifest = logger.named("m", "artifact { currentManifest { file { directUrl } } }")
                .at("/artifact/currentManifest/file/directUrl")
                .asText();
        JsonNode contents = server.send(server.anonymous(manifest)).json().path("contents");
        assertThat(contents.at("/b.txt/digest").asText()).isEqualTo(ArtifactLogger.base64("new"));
        assertThat(contents).hasSize(3);
    }

    @Test
    void refusesAnotherTypeForAName() throws IOException {
        logger.log("m", HELLO);
        Map<String, Object> input = ArtifactLogger.input("m", HELLO);
        input.put("artifactTypeName", "dataset");

        assertThat(server.error(ArtifactLogger.CREATE, Map.of("input", input))).contains("type model, not dataset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "", "ä", "a:b"})
    void refusesNamesThatNobodyCouldAskFor(String name) throws IOException {
        assertThat(server.error(ArtifactLogger.CREATE, Map.of("input", ArtifactLogger.input(name, HELLO))))
                .containsAnyOf("invalid artifact name", "must not be empty");
    }

    @Test
    void refusesVersionsAsAliases() throws IOException {
        assertThat(server.error(ArtifactLogger.CREATE, Map.of("input", ArtifactLogger.input("m", HELLO, "v3"))))
                .contains("v3");
    }

    @Test
    void linksToAPortfolioAndRemovesTheLink() throws IOException {
        String id = logger.log("m", HELLO);
        String link = "mutation M($id: ID!, $alias: String!) { linkArtifact(input: {artifactID: $id,"
                + " artifactPortfolioName: \"best\", entityName: \"local\", projectName: \"registry\","
                + " aliases: [{artifactCollectionName: \"best\", alias: $alias}]}) { versionIndex"
                + " artifactMembership { artifactCollection { __typename id } aliases { alias } } } }";
        server.data(link, Map.of("id", id, "alias", "one"));
        JsonNode again = server.data(link, Map.of("id", id, "alias", "two")).path("linkArtifact");

        assertThat(again.path("versionIndex").asInt()).isZero();
        JsonNode portfolio = again.at("/artifactMembership/artifactCollection");
        assertThat(portfolio.path("__typename").asText()).isEqualTo("ArtifactPortfolio");
        assertThat(again.at("/artifactMembership/aliases")).hasSize(3);

        server.data(
                "mutation M($id: ID!, $from: ID!) { unlinkArtifact(input: {artifactID: $id,"
                        + " artifactPortfolioID: $from}) { success } }",
                Map.of("id", id, "from", portfolio.path("id").asText()));
        assertThat(server.data(
                                "query Q($id: ID!) { artifact(id: $id) { artifactMemberships { totalCount } } }",
                                Map.of("id", id))
                        .at("/artifact/artifactMemberships/totalCount")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void recordsWhoMadeAndWhoUsedAVersion() throws IOException {
        server.upsert(Map.of("name", "maker"));
        server.upsert(Map.of("name", "reader"));
        logger.logBy("maker", "m", HELLO);
        String id = logger.named("m", "artifact { id }").at("/artifact/id").asText();

        use(id, "reader");

        JsonNode artifact = server.data(
                        "query Q($id: ID!) { artifact(id: $id) { createdBy { __typename ... on Run { name } }"
                                + " usedBy { edges { node { name } } } } }",
                        Map.of("id", id))
                .path("artifact");
        assertThat(artifact.at("/createdBy/name").asText()).isEqualTo("maker");
        assertThat(artifact.at("/usedBy/edges/0/node/name").asText()).isEqualTo("reader");
        assertThat(server.run("reader", "inputArtifacts { totalCount }")
                        .at("/inputArtifacts/totalCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.run("maker", "outputArtifacts { edges { node { id } } }")
                        .at("/outputArtifacts/edges/0/node/id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void namesAllUsersToWhoAsksForNoPageOfThem() throws IOException {
        String id = logger.log("m", HELLO);
        for (int i = 0; i < 60; i++) {
            server.upsert(Map.of("name", "reader" + i));
            use(id, "reader" + i);
        }

        JsonNode artifact = server.data(
                        "query Q($id: ID!) { artifact(id: $id) { usedBy { edges { node { name } } }"
                                + " some: usedBy(first: 7) { edges { node { name } } } } }",
                        Map.of("id", id))
                .path("artifact");

        assertThat(artifact.at("/usedBy/edges")).hasSize(60);
        assertThat(artifact.at("/some/edges")).hasSize(7);
    }

    private void use(String artifact, String run) throws IOException {
        server.data(
                "mutation M($id: ID!, $run: String!) { useArtifact(input: {artifactID: $id, entityName: \"local\","
                        + " projectName: \"p\", runName: $run, usedAs: \"in\"}) { artifact { id } } }",
                Map.of("id", artifact, "run", run));
    }

    private int version(String name) throws IOException {
        return logger.named(name, "versionIndex").path("versionIndex").asInt(-1);
    }

    private List<String> aliases(String name) throws IOException {
        List<String> aliases = new ArrayList<>();
        logger.named(name, "aliases { alias }")
                .path("aliases")
                .forEach(node -> aliases.add(node.path("alias").asText()));
        return aliases;
    }

    private String commitError(String id) throws IOException {
        return server.error(ArtifactLogger.COMMIT, Map.of("id", id));
    }
}
