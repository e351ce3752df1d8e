package io.wandb4j.examples.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
    @TempDir
    Path dir;

    private final byte[] file = IdxFiles.bytes(new int[] {2, 3}, new byte[] {1, 2, 3, 4, 5, -1});

    @Test
    void readsAPlainFile() throws IOException {
        IdxFile read = IdxFile.read(write(file), 2);

        assertThat(read.size(0)).isEqualTo(2);
        assertThat(read.size(1)).isEqualTo(3);
        assertThat(read.values()).containsExactly(1, 2, 3, 4, 5, -1);
    }

    @Test
    void readsACompressedFile() throws IOException {
        assertThat(IdxFile.read(write(IdxFiles.gzip(file)), 2).values()).containsExactly(1, 2, 3, 4, 5, -1);
    }

    @Test
    void namesFileExpectedAndFoundOfATruncatedFile() throws IOException {
        Path path = write(Arrays.copyOf(file, file.length - 2));

        assertThatThrownBy(() -> IdxFile.read(path, 2))
                .isInstanceOf(UsageException.class)
                .hasMessage(path + ": expected 2 x 3 = 6 values, found 4 values, the file is cut short");
    }

    @Test
    void namesFileExpectedAndFoundOfAForeignFile() throws IOException {
        Path path = write("<html>not here</html>".getBytes(UTF_8));

        assertThatThrownBy(() -> IdxFile.read(path, 3))
                .isInstanceOf(UsageException.class)
                .hasMessage(path + ": expected an IDX file that begins with 0x00000803, found 0x3c68746d");
    }

    @Test
    void refusesATruncatedCompressedFile() throws IOException {
        byte[] compressed = IdxFiles.gzip(file);
        Path path = write(Arrays.copyOf(compressed, compressed.length - 12));

        assertThatThrownBy(() -> IdxFile.read(path, 2))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining("cut short");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Path path = write(new byte[0]);

        assertThatThrownBy(() -> IdxFile.read(path, 1))
                .hasMessage(path + ": expected an IDX header of 8 bytes, found a shorter file");
    }

    @Test
    void refusesImpossibleSizes() throws IOException {
        Path path = write(IdxFiles.bytes(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE}, new byte[3]));

        assertThatThrownBy(() -> IdxFile.read(path, 2)).hasMessageContaining("2147483647 x 2147483647");
    }

    @Test
    void refusesAFileThatIsTooLong() throws IOException {
        Path path = write(Arrays.copyOf(file, file.length + 1));

        assertThatThrownBy(() -> IdxFile.read(path, 2)).hasMessageContaining("more bytes after them");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(dir.resolve("some-idx"), bytes);
    }
}
