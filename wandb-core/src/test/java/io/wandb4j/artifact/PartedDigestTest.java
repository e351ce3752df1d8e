package io.wandb4j.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests of large files, whole and in parts. */
class PartedDigestTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "0, 1000",
        "1, 1000",
        "999, 1000",
        "1000, 1000",
        "3000000, 1000000",
        "5000001, 1048576",
        "2500000, 3000000"
    })
    void digestsThePartsWithTheWhole(int size, int partSize) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        MultipartPlan plan = new MultipartPlan(size, partSize);

        String digest = Digests.of(file, new PartedDigest(plan), count -> {});

        assertThat(digest).isEqualTo(Digests.of(file));
        assertThat(PartedDigest.known(digest, plan).orElseThrow())
                .containsExactlyElementsOf(
                        plan.parts().stream().map(part -> hex(file, part)).toList());
    }

    @Test
    void knowsNoPartsOfAnotherSize() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "some text");
        String digest = Digests.of(file, new PartedDigest(new MultipartPlan(9, 4)), count -> {});

        assertThat(PartedDigest.known(digest, new MultipartPlan(9, 5))).isEmpty();
    }

    private static String hex(Path file, MultipartPlan.Part part) {
        try {
            return Digests.hexOfPart(file, part.offset(), part.length());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
