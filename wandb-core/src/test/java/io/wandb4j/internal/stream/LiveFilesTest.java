package io.wandb4j.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.internal.log.proto.FilesItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFilesTest {
    private static final FilesItem ITEM =
            FilesItem.newBuilder().setPath("model.txt").build();

    @TempDir
    Path dir;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void tellsOfAChangeOnceAndNotMoreThanTwiceASecond() throws IOException {
        Path file = Files.writeString(dir.resolve("model.txt"), "1");
        LiveFiles live = new LiveFiles(UploadedFiles.of(dir, List.of()), nanos::get);
        live.add(ITEM);
        Files.writeString(file, "22");
        pass(Duration.ofMillis(499));
        assertThat(live.changed()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(live.changed()).containsExactly(ITEM);
        pass(Duration.ofMillis(500));
        assertThat(live.changed()).isEmpty();
    }

    @Test
    void seesChangesThroughALink() throws IOException {
        Path original = Files.writeString(dir.resolve("elsewhere.txt"), "1");
        Files.createSymbolicLink(dir.resolve("model.txt"), original);
        LiveFiles live = new LiveFiles(UploadedFiles.of(dir, List.of()), nanos::get);
        live.add(ITEM);
        Files.writeString(original, "22");
        pass(Duration.ofSeconds(1));
        assertThat(live.changed()).containsExactly(ITEM);
    }

    @Test
    void aFileThatIsGoneIsNoChangeUntilItIsBack() throws IOException {
        Path file = Files.writeString(dir.resolve("model.txt"), "1");
        LiveFiles live = new LiveFiles(UploadedFiles.of(dir, List.of()), nanos::get);
        live.add(ITEM);
        Files.delete(file);
        pass(Duration.ofSeconds(1));
        assertThat(live.changed()).isEmpty();
        Files.writeString(file, "new");
        pass(Duration.ofSeconds(1));
        assertThat(live.changed()).containsExactly(ITEM);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
