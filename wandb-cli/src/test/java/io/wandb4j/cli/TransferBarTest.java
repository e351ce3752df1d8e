package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.artifact.TransferProgress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import org.junit.jupiter.api.Test;

class TransferBarTest {
    @Test
    void showsBytesRateTimeAndFiles() {
        List<String> drawn = new CopyOnWriteArrayList<>();

        try (TransferBar bar = TransferBar.of("Downloading", new DelegatingProgressBarConsumer(drawn::add, 200))) {
            bar.show(new TransferProgress(1, 3, 4 << 20, 16 << 20));
        }

        assertThat(drawn.get(drawn.size() - 1))
                .contains("Downloading", "25%", " 4/16 MB ", " 1/3 files")
                .containsPattern("\\([0-9]+:[0-9]{2}:[0-9]{2} / [0-9]+:[0-9]{2}:[0-9]{2}\\)") // gone, and left
                .containsPattern("[0-9?]+ MB/s");
    }
}
