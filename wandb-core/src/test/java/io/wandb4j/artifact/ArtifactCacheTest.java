package io.wandb4j.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void takesTheSameContentTwiceAndForgetsIt() throws IOException {
        ArtifactCache cache = ArtifactCache.in(folder);
        cache.takeFrom(DIGEST, Files.writeString(folder.resolve("a"), "hello"));
        cache.takeFrom(DIGEST, Files.writeString(folder.resolve("b"), "hello"));

        assertThat(folder.resolve("a")).doesNotExist();
        assertThat(cache.find(entry(5))).isPresent();
        cache.remove(DIGEST);
        assertThat(cache.find(entry(5))).isEmpty();
    }

    private static ArtifactEntry entry(long size) {
        return ArtifactEntry.ofFile("a.txt", DIGEST, size, Path.of("x"));
    }
}
