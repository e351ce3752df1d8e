package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    private static final int LARGEST_FILE_KB = 16;

    @TempDir
    Path dir;

    @Test
    @EnabledOnOs(OS.LINUX)
    void trainsOnAndWarnsOnceWhereNothingCanBeWritten() throws IOException, InterruptedException {
        String expected = FullDiskTraining.learnedWithoutListener();
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskTraining.class.getName(),
                dir.toString());
        Process process =
                new ProcessBuilder(limited(java)).redirectErrorStream(true).start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();

        assertThat(shown).contains(expected);
        String whileTraining = shown.substring(0, shown.indexOf(expected)); // the end of the run sums the losses up
        assertThat(whileTraining.lines().filter(line -> line.startsWith("wandb: WARNING")))
                .hasSize(1);
    }

    private static List<String> limited(List<String> java) {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "ulimit -f " + LARGEST_FILE_KB + "; exec \"$@\"", "bash"));
        command.addAll(java);
        return command;
    }
}
