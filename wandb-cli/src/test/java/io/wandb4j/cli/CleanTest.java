package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanTest {
    @TempDir
    Path dir;

    @Test
    void removesSyncedRunsOnceTheUserAgrees() throws IOException {
        Path synced = synced("synced", "20200101_000000");
        Path unsynced = record("unsynced", "20200101_000000");

        try (Input input = Input.of("n\n")) {
            assertThat(clean().code()).isEqualTo(1);
            assertThat(input).isNotNull();
        }
        assertThat(synced).exists();

        try (Input input = Input.of("y\n")) {
            Outcome outcome = clean();
            assertThat(outcome.code()).isZero();
            assertThat(outcome.err())
                    .isEqualTo("wandb: Skipping 1 unsynced run(s).\nwandb: Found 1 run(s) to clean.\nwandb:   " + synced
                            + "\nwandb: Are you sure you want to remove 1 run(s)? [y/n] \nwandb: Success.\n");
            assertThat(input).isNotNull();
        }
        assertThat(synced).doesNotExist();
        assertThat(unsynced).exists();
    }

    @Test
    void keepsWhatIsYoung() throws IOException {
        Path run = synced("young", "29990101_000000");

        assertThat(clean("--force").err())
                .isEqualTo("wandb: Skipping 1 run(s) created fewer than 24 hours ago. Include with --min-hours 0.\n"
                        + "wandb: Found no runs to clean up.\n");
        assertThat(clean("--force", "--min-hours", "-99999999").err()).contains("Success.");
        assertThat(run).doesNotExist();
    }

    @Test
    void removesWhatTheServerLacksOnlyWhenToldSo() throws IOException {
        Path run = record("unsynced", "20200101_000000");

        Outcome outcome = clean("--include-unsynced", "--force");

        assertThat(outcome.err()).contains("wandb:   [unsynced] " + run);
        assertThat(run).doesNotExist();
    }

    @Test
    void keepsARunThatIsBeingWritten() {
        try (Run run = Wandb.init(settings("open"))) {
            assertThat(clean("--force", "--include-unsynced", "--min-hours", "0")
                            .err())
                    .contains("Skipping 1 run(s) that are being written.");
            assertThat(run.dir().orElseThrow()).exists();
        }
    }

    @Test
    void keepsAFolderInWhichAnotherLogIsNotSent() throws IOException {
        Path folder = synced("synced", "20200101_000000");
        Path unsent = folder.resolve("run-unsynced.wandb");
        Files.move(record("unsynced", "20200102_000000").resolve("run-unsynced.wandb"), unsent);

        assertThat(clean("--force").code()).isZero();
        assertThat(unsent).exists();
    }

    @Test
    void needsAFolder() {
        assertThat(clean()).isEqualTo(new Outcome(1, "", "wandb: ERROR No wandb directory found.\n"));
    }

    private Path synced(String id, String stamp) throws IOException {
        Path run = record(id, stamp);
        Files.createFile(run.resolve("run-" + id + ".wandb.synced"));
        return run;
    }

    private Path record(String id, String stamp) throws IOException {
        try (Run run = Wandb.init(settings(id))) {
            run.log(Map.of("i", 1));
            run.finish();
            Path folder = run.dir().orElseThrow();
            return Files.move(folder, folder.resolveSibling("offline-run-" + stamp + "-" + id));
        }
    }

    private Settings settings(String id) {
        return Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .id(id)
                .silent(true)
                .build();
    }

    private Outcome clean(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "clean";
        System.arraycopy(args, 0, all, 1, args.length);
        return Outcome.of(new Environment(Map.of("WANDB_DIR", dir.toString()), dir, "Linux"), all);
    }
}
