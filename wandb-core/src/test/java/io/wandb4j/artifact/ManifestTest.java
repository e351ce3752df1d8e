package io.wandb4j.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final String HELLO = Digests.of("hello".getBytes(StandardCharsets.UTF_8));

    @Test
    void digestsAsThePythonClientDoes() {
        assertThat(HELLO).isEqualTo("XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(Manifest.of(List.of(entry("a.txt"))).digest()).isEqualTo("541f289bb3c6ae786d51e7288e523543");
    }

    @Test
    void sortsByCodePointsNotByUtf16Units() {
        // U+FF41 comes before U+1F600, whose surrogates come before U+FF41.
        Manifest manifest = Manifest.of(List.of(entry("\uD83D\uDE00"), entry("\uFF41"), entry("b"), entry("B")));

        assertThat(manifest.entries())
                .extracting(ArtifactEntry::path)
                .containsExactly("B", "b", "\uFF41", "\uD83D\uDE00");
    }

    @Test
    void writesWhatOthersNeedAndNothingOfThisMachine() {
        Manifest manifest = Manifest.of(List.of(entry("a.txt").bornIn("QXJ0aWZhY3Q6MQ==")));

        assertThat(Json.read(new String(manifest.toJson(), StandardCharsets.UTF_8)))
                .isEqualTo(Json.read("""
                {"version": 1, "storagePolicy": "wandb-storage-policy-v1",
                 "storagePolicyConfig": {"storageLayout": "V2"},
                 "contents": {"a.txt": {"digest": "XUFAKrxLKna5cZ2REBfFkg==", "size": 5,
                                        "birthArtifactID": "QXJ0aWZhY3Q6MQ=="}}}
                """));
    }

    @Test
    void readsWhatTheGoClientWrites() {
        Manifest manifest = Manifest.parse("""
                {"version":1,"storagePolicy":"wandb-storage-policy-v1","storagePolicyConfig":{"storageLayout":"V2"},
                 "contents":{"a/b.txt":{"digest":"XUFAKrxLKna5cZ2REBfFkg==","size":5,"local_path":"/elsewhere/tmp1",
                             "birthArtifactID":"QQ==","skip_cache":false},
                             "ref":{"digest":"e1","ref":"s3://b/k","size":7,"extra":{"etag":"e1"}}}}
                """.getBytes(StandardCharsets.UTF_8));

        ArtifactEntry file = manifest.entry("a/b.txt").orElseThrow();
        assertThat(file.localPath()).isEmpty();
        assertThat(file.birthArtifactId()).contains("QQ==");
        ArtifactEntry reference = manifest.entry("ref").orElseThrow();
        assertThat(reference.reference()).contains("s3://b/k");
        assertThat(reference.extra()).isEqualTo(Map.of("etag", "e1"));
        assertThat(manifest.size()).isEqualTo(12);
        assertThat(Manifest.parse(manifest.toJson())).isEqualTo(manifest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../a", "a/../../b", "/etc/passwd", "C:\\\\a", "a\\\\..\\\\b", "\\\\\\\\host\\\\a", ".", ""})
    void refusesManifestsThatLeaveTheFolder(String path) {
        String json = "{\"version\":1,\"contents\":{\"" + path + "\":{\"digest\":\"x\"}}}";

        assertThatThrownBy(() -> Manifest.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CommunicationException.class)
                .hasMessageContaining("stay inside the artifact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"version\":2,\"contents\":{}}", "<html>"})
    void refusesWhatIsNoManifest(String text) {
        assertThatThrownBy(() -> Manifest.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CommunicationException.class);
    }

    @ParameterizedTest
    @CsvSource({"./a//b, a/b", "a/./b/, a/b", "a b.txt, a b.txt", "..., ..."})
    void shortensPaths(String path, String shortest) {
        assertThat(EntryPath.of(path)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @CsvSource({
        "m, , , m, latest",
        "m:v3, , , m, v3",
        "p/m:best, , p, m, best",
        "e/p/m:a/b, e, p, m, a/b",
    })
    void readsPathsOfVersions(String text, String entity, String project, String name, String alias) {
        assertThat(ArtifactPath.parse(text))
                .isEqualTo(new ArtifactPath(Optional.ofNullable(entity), Optional.ofNullable(project), name, alias));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b/c/d", "/m", "p//m", "m:"})
    void refusesWhatIsNoPathOfAVersion(String text) {
        assertThatThrownBy(() -> ArtifactPath.parse(text)).isInstanceOf(UsageException.class);
    }

    private static ArtifactEntry entry(String path) {
        return ArtifactEntry.ofFile(path, HELLO, 5, Path.of("somewhere"));
    }
}
