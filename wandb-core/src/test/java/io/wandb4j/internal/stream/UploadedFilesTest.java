package io.wandb4j.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadedFilesTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "*.txt, a.txt, true",
        "*.txt, b/a.txt, false",
        "b/*/a.txt, b/c/a.txt, true",
        "b/*/a.txt, b/c/d/a.txt, false",
        "a?c, abc, true",
        "a?c, a/c, false",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[^a-c]x, dx, true",
        "[^a-c]x, bx, false",
        "a[^b]c, a/c, false",
        "a.b, axb, false",
        "{a}, a, false",
        "a[b, a[b, false",
        "[z-a], b, false",
        "\\\\*, *, true",
        "\\\\*, a, false",
        "config.yaml, config.yaml, true",
    })
    void readsPatternsAsTheOfficialClientDoes(String glob, String name, boolean ignored) {
        assertThat(UploadedFiles.of(Path.of("files"), List.of(glob.replace("\\\\", "\\")))
                        .isIgnored(name))
                .isEqualTo(ignored);
    }
}
