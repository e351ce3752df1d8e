package io.wandb4j.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactCacheTest {
    private static final String DIGEST = "XUFAKrxLKna5cZ2REBfFkg==";

    @TempDir
    Path folder;

    @Test
    void keepsFilesWhereThePythonClientLooksForThem() throws IOException {
        ArtifactCache cache = ArtifactCache.in(folder);
        Path file = Files.writeString(cache.newTemporary(), "hello");

        Path cached = cache.take(DIGEST, file);

        assertThat(cached).isEqualTo(folder.resolve("artifacts/obj/md5/5d/41402abc4b2a76b9719d911017c592"));
        assertThat(cached).hasContent("hello");
        assertThat(file).doesNotExist();
        assertThat(cache.find(entry(5))).contains(cached);
        assertThat(cache.find(entry(6))).isEmpty();
    }

    @Test
    void takesTheSameContentTwiceAndForgetsItWhenTidiedUp() throws IOException {
        ArtifactCache cache = ArtifactCache.in(folder);
        cache.takeFrom(DIGEST, Files.writeString(folder.resolve("a"), "hello"));
        cache.takeFrom(DIGEST, Files.writeString(folder.resolve("b"), "hello"));

        assertThat(folder.resolve("a")).doesNotExist();
        assertThat(cache.find(entry(5))).isPresent();
        assertThat(cache.cleanUp(5, false)).isZero();
        assertThat(cache.cleanUp(4, false)).isEqualTo(5);
        assertThat(cache.find(entry(5))).isEmpty();
    }

    @Test
    void removesWhatWasNotUsedForLongestFirst() throws IOException {
        ArtifactCache cache = ArtifactCache.in(folder);
        Path old = cache.takeFrom(DIGEST, Files.writeString(folder.resolve("a"), "hello"));
        Path fresh = cache.takeFrom("fXkwN6B2AYZXSwKC8vQ15w==", Files.writeString(folder.resolve("b"), "world"));
        Files.getFileAttributeView(old, BasicFileAttributeView.class)
                .setTimes(null, FileTime.fromMillis(1_000_000), null);
        Path temporary = Files.writeString(cache.newTemporary(), "half");

        assertThat(cache.cleanUp(9, false)).isEqualTo(5);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(temporary).exists();
        assertThat(cache.cleanUp(0, true)).isEqualTo(9);
        assertThat(temporary).doesNotExist();
    }

    @Test
    void keepsItsFilesWhenEvenWithoutThemThereIsNoRoom() throws IOException {
        ArtifactCache cache = ArtifactCache.in(folder);
        Path cached = cache.takeFrom(DIGEST, Files.writeString(folder.resolve("a"), "hello"));

        assertThatThrownBy(() -> cache.reserve(Long.MAX_VALUE)).hasMessageContaining("no space left");
        assertThat(cached).exists();
    }

    @Test
    void keepsWhatReferencesLeadToWhereThePythonClientLooksForIt() throws IOException {
        ArtifactCache cache = ArtifactCache.in(folder);
        ArtifactEntry entry = new ArtifactEntry(
                "a", "tag", 5, Optional.of("https://host/a"), Map.of(), Optional.empty(), Optional.empty());

        Path cached = cache.takeReference(entry, Files.writeString(cache.newTemporary(), "hello"));

        assertThat(cached)
                .isEqualTo(folder.resolve(
                        "artifacts/obj/etag/28/58cc9f5b3190a899c696741bf476c800fd5084dac5ac1d724611cad0235580"));
        assertThat(cache.findReference(entry)).contains(cached);
    }

    private static ArtifactEntry entry(long size) {
        return ArtifactEntry.ofFile("a.txt", DIGEST, size, Path.of("x"));
    }
}
