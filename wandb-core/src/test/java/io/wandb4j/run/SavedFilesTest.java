package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.AlertRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedFilesTest {
    @TempDir
    Path dir;

    @Test
    void linksFilesIntoTheRunsFolderAndTellsTheLog() throws IOException {
        Path file = file("work/a/one.txt", "first");
        List<Path> saved;
        try (Run run = start()) {
            saved = run.save(dir + "/work/?/o*.txt", dir.resolve("work"), SavePolicy.END);
            Files.writeString(file, "later");
            assertThat(saved).containsExactly(run.dir().orElseThrow().resolve("files/a/one.txt"));
            assertThat(saved.get(0)).content().isEqualTo("later");
        }
        assertThat(files())
                .containsExactly(FilesItem.newBuilder()
                        .setPath("a/one.txt")
                        .setPolicy(FilesItem.PolicyType.END)
                        .build());
    }

    @Test
    void sharesContentInsteadWhereTheSettingsWantNoLinksByPath() throws IOException {
        Path file = file("work/one.txt", "first");
        Environment environment = new Environment(Map.of("WANDB_SYMLINK", "false"), dir, "Linux");
        try (Run run = Wandb.init(settings(Mode.OFFLINE).build().resolved(environment))) {
            Path saved = run.save(file, file.getParent(), SavePolicy.LIVE).get(0);
            assertThat(saved).isRegularFile().isNotEqualTo(file);
            assertThat(Files.isSymbolicLink(saved)).isFalse();
            assertThat(Files.isSameFile(saved, file)).isTrue();
        }
    }

    @Test
    void savesWhatTheProgramWroteIntoTheRunsFolderItself() throws IOException {
        try (Run run = start()) {
            Path own = run.dir().orElseThrow().resolve("files/out/own.txt");
            Files.createDirectories(own.getParent());
            Files.writeString(own, "x");
            assertThat(run.save(own, own.getParent().getParent(), SavePolicy.NOW))
                    .containsExactly(own);
            assertThat(own).isRegularFile().content().isEqualTo("x");
        }
        assertThat(files()).extracting(FilesItem::getPath).containsExactly("out/own.txt");
    }

    @Test
    void namesTheFileThatLiesOutsideOfTheBasePathAndSavesTheOthers() throws IOException {
        file("work/a.txt", "a");
        file("other/b.txt", "b");
        try (Run run = start()) {
            assertThatThrownBy(() -> run.save(dir + "/other/b.txt", dir.resolve("work"), SavePolicy.NOW))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("other/b.txt")
                    .hasMessageContaining("outside of the base path " + dir.resolve("work"));
            run.save(dir + "/work/a.txt", dir, SavePolicy.NOW);
        }
        assertThat(files()).extracting(FilesItem::getPath).containsExactly("work/a.txt");
    }

    @Test
    void uploadsALiveFileAgainWhenItChangedAndOnlyThen() throws IOException {
        Path live = file("work/live.txt", "first");
        file("work/still.txt", "same");
        try (ScriptedServer server = new ScriptedServer()) {
            Settings settings = settings(Mode.ONLINE)
                    .baseUrl(server.url())
                    .apiKey("a".repeat(40))
                    .build();
            try (Run run = Wandb.init(settings)) {
                run.save(dir + "/work/*.txt", dir.resolve("work"), SavePolicy.LIVE);
                await(server, "/put/live.txt", 1);
                Path second = Files.writeString(dir.resolve("second.txt"), "second, longer");
                Files.move(second, live, StandardCopyOption.ATOMIC_MOVE); // one change, not two
                await(server, "/put/live.txt", 2);
            }
            assertThat(server.uploads()).containsOnlyOnce("/put/still.txt");
            assertThat(Collections.frequency(server.uploads(), "/put/live.txt")).isEqualTo(2);
        }
    }

    @Test
    void doesNotWriteTheRunsConfigOverASavedFileOfThatName() throws IOException {
        Path own = file("config.yaml", "mine: 1");
        try (ScriptedServer server = new ScriptedServer()) {
            Settings settings = settings(Mode.ONLINE)
                    .baseUrl(server.url())
                    .apiKey("a".repeat(40))
                    .build();
            try (Run run = Wandb.init(settings)) {
                run.save(own, dir, SavePolicy.NOW);
            }
        }
        assertThat(own).content().isEqualTo("mine: 1");
    }

    @Test
    void keepsAlertsInTheLog() throws IOException {
        try (Run run = start()) {
            run.alert("high loss", "look", AlertLevel.WARN, Duration.ofSeconds(2));
            run.alert("done", "all");
            run.alert("only once", "", AlertLevel.ERROR, Duration.ofSeconds(Long.MAX_VALUE));
        }
        List<AlertRecord> alerts = records().stream()
                .filter(Record::hasAlert)
                .map(Record::getAlert)
                .toList();
        assertThat(alerts)
                .containsExactly(
                        AlertRecord.newBuilder()
                                .setTitle("high loss")
                                .setText("look")
                                .setLevel("WARN")
                                .setWaitDuration(2000)
                                .build(),
                        AlertRecord.newBuilder()
                                .setTitle("done")
                                .setText("all")
                                .setLevel("INFO")
                                .setWaitDuration(60_000)
                                .build(),
                        AlertRecord.newBuilder()
                                .setTitle("only once")
                                .setLevel("ERROR")
                                .setWaitDuration(Long.MAX_VALUE)
                                .build());
    }

    @Test
    void aDisabledRunSavesNothing() throws IOException {
        file("work/a.txt", "a");
        try (Run run = Wandb.init(settings(Mode.DISABLED).build())) {
            assertThat(run.save(dir + "/work/a.txt")).isEmpty();
            run.alert("title", "text");
        }
    }

    private static void await(ScriptedServer server, String path, int times) {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (Collections.frequency(server.uploads(), path) < times && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(Collections.frequency(server.uploads(), path)).isEqualTo(times);
    }

    private Path file(String name, String content) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private Run start() {
        return Wandb.init(settings(Mode.OFFLINE).build());
    }

    private Settings.Builder settings(Mode mode) {
        return Settings.builder()
                .project("test")
                .id("r1")
                .mode(mode)
                .rootDir(dir)
                .silent(true);
    }

    private List<FilesItem> files() throws IOException {
        return records().stream()
                .flatMap(record -> record.getFiles().getFilesList().stream())
                .filter(item -> item.getType() == FilesItem.FileType.OTHER) // not those that describe the run
                .toList();
    }

    private List<Record> records() throws IOException {
        List<Record> records = new ArrayList<>();
        try (LogReader log = LogReader.open(dir.resolve("wandb/latest-run/run-r1.wandb"))) {
            for (Optional<Record> record = log.next(); record.isPresent(); record = log.next()) {
                records.add(record.get());
            }
        }
        return records;
    }
}
