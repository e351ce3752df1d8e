package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.ArtifactManifestEntry;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.Record.RecordTypeCase;
import io.wandb4j.internal.log.proto.StatsItem;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run records of machine, program and code without being told. */
class DescribedRunTest {
    @TempDir
    Path dir;

    @Test
    void describesMachineAndProgram() throws IOException {
        Run run = run(Map.of("WANDB_ARGS", "[\"--lr\",\"0.1\",\"--api-key=x\"]", "WANDB_HOST", "node7"));
        EnvironmentRecord described = environment(run);

        assertThat(described.getArgsList()).containsExactly("--lr", "0.1", "--api-key=<redacted>");
        assertThat(described.getHost()).isEqualTo("node7");
        assertThat(described.getJava().getVersion()).isNotEmpty();
        assertThat(described.getCpuCount()).isPositive();
        assertThat(described.getMemory().getTotal()).isPositive();
        assertThat(described.getDiskMap()).containsKey("/");
        assertThat(described.getStartedAt().getSeconds()).isPositive();
        assertThat(described.getWriterId()).hasSize(32);
        assertThat(files(run)).contains("requirements.txt");
        assertThat(run.dir().orElseThrow().resolve("files/requirements.txt"))
                .content()
                .contains("com.fasterxml.jackson.core:jackson-databind==");
    }

    @Test
    @Timeout(300)
    void samplesWhatTheMachineDoesFromTheStart() throws IOException {
        try (Run run = start(Map.of())) {
            while (records(run, RecordTypeCase.STATS).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(records(run, RecordTypeCase.STATS).get(0).getStats().getItemList())
                    .extracting(StatsItem::getKey)
                    .contains("cpu", "memory_percent", "jvm.heap.usedMB");
        }
    }

    @Test
    void recordsTheCommitItIsMadeOf() throws IOException {
        Files.createDirectories(dir.resolve(".git/refs/heads"));
        Files.writeString(dir.resolve(".git/HEAD"), "ref: refs/heads/main\n");
        Files.writeString(dir.resolve(".git/refs/heads/main"), "0123456789".repeat(4) + "\n");
        Files.writeString(
                dir.resolve(".git/config"), "[remote \"up\"]\n\turl = https://ada:hunter2@example.org/r.git\n");

        Run run = run(Map.of("WANDB_GIT_REMOTE", "up"));
        assertThat(records(run, RecordTypeCase.RUN).get(0).getRun().getGit().getCommit())
                .isEqualTo("0123456789".repeat(4));
        assertThat(environment(run).getGit().getRemoteUrl()).isEqualTo("https://example.org/r.git");

        Run named = run(Map.of("WANDB_GIT_COMMIT", "abc", "WANDB_GIT_REMOTE_URL", "git@example.org:x"));
        assertThat(environment(named).getGit().getCommit()).isEqualTo("abc");
        assertThat(environment(named).getGit().getRemoteUrl()).isEqualTo("git@example.org:x");

        assertThat(environment(run(Map.of("WANDB_DISABLE_GIT", "true"))).hasGit())
                .isFalse();
    }

    @Test
    void recordsNothingThatIsNotWanted() throws IOException {
        Run bare = run(Map.of("WANDB_X_DISABLE_MACHINE_INFO", "true", "WANDB_X_SAVE_REQUIREMENTS", "false"));
        assertThat(records(bare, RecordTypeCase.ENVIRONMENT)).isEmpty();
        assertThat(records(bare, RecordTypeCase.STATS)).isEmpty();
        assertThat(records(bare, RecordTypeCase.RUN).get(0).getRun().getHost()).isEmpty();
        assertThat(files(bare)).isEmpty();

        Run unmeasured = run(Map.of("WANDB_X_DISABLE_STATS", "true", "WANDB_X_DISABLE_META", "true"));
        assertThat(records(unmeasured, RecordTypeCase.ENVIRONMENT)).isEmpty();
        assertThat(records(unmeasured, RecordTypeCase.STATS)).isEmpty();
        assertThat(files(unmeasured)).containsExactly("requirements.txt");
    }

    @Test
    void takesTheUsersWordForTheHardware() throws IOException {
        EnvironmentRecord described = environment(run(Map.of(
                "WANDB_X_STATS_CPU_COUNT", "48",
                "WANDB_X_STATS_CPU_LOGICAL_COUNT", "96",
                "WANDB_X_STATS_GPU_COUNT", "8",
                "WANDB_X_STATS_GPU_TYPE", "H200")));
        assertThat(described.getCpuCount()).isEqualTo(48);
        assertThat(described.getCpuCountLogical()).isEqualTo(96);
        assertThat(described.getGpuCount()).isEqualTo(8);
        assertThat(described.getGpuType()).isEqualTo("H200");
    }

    @Test
    void savesTheProgramWhereThatIsWanted() throws IOException {
        Path source = write("src/main/java/org/example/Train.java", "class Train {}\n");
        Map<String, String> wanted = Map.of("WANDB_SAVE_CODE", "true", "WANDB_PROGRAM", source.toString());
        Run run = run(wanted);
        assertThat(files(run)).anyMatch(name -> name.startsWith("code/") && name.endsWith("Train.java"));
        assertThat(config(run)).anyMatch(value -> value.contains("Train.java"));

        assertThat(files(run(Map.of("WANDB_PROGRAM", source.toString())))).containsExactly("requirements.txt");
        Map<String, String> forbidden = new HashMap<>(wanted);
        forbidden.put("WANDB_DISABLE_CODE", "true");
        assertThat(files(run(forbidden))).containsExactly("requirements.txt");
    }

    @Test
    void logsTheCodeOfAFolderAsAnArtifact() throws IOException {
        write("src/main/java/A.java", "class A {}\n");
        write("src/main/kotlin/b.kt", "");
        write("pom.xml", "<project/>");
        write("notes.txt", "");
        write("gen/C.java", "");
        write(".gitignore", "gen/\n");
        Run run = start(Map.of("WANDB_PROGRAM", "org.example.Train"));
        run.logCode(SourceCode.in(dir));
        run.logCode(SourceCode.in(dir)
                .named("all")
                .including("**/*.java", "notes.*")
                .excluding("src/**"));
        run.close();

        List<Record> artifacts = records(run, RecordTypeCase.ARTIFACT);
        assertThat(artifacts.get(0).getArtifact().getType()).isEqualTo("code");
        assertThat(artifacts.get(0).getArtifact().getName()).isEqualTo("source-p-org.example.Train");
        assertThat(entries(artifacts.get(0)))
                .containsExactly("pom.xml", "src/main/java/A.java", "src/main/kotlin/b.kt");
        assertThat(artifacts.get(1).getArtifact().getName()).isEqualTo("all");
        assertThat(entries(artifacts.get(1))).containsExactly("notes.txt");
        assertThat(config(run)).contains("\"source-p-org.example.Train\"", "\"all\"");
    }

    @Test
    void logsTheCodeOfTheFolderThatTheSettingsName() throws IOException {
        Path code = write("code/A.java", "class A {}\n").getParent();
        Run run = run(Map.of("WANDB_SAVE_CODE", "true", "WANDB_CODE_DIR", code.toString()));

        assertThat(entries(records(run, RecordTypeCase.ARTIFACT).get(0))).containsExactly("A.java");
    }

    @Test
    void saysWhyNoCodeIsLogged() throws IOException {
        try (Run run = start(Map.of())) {
            assertThat(run.logCode(SourceCode.in(Files.createDirectories(dir.resolve("empty")))))
                    .isCompletedExceptionally();
            assertThatThrownBy(() -> run.logCode(SourceCode.in(dir.resolve("nowhere"))))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("is not a folder");
            assertThatThrownBy(() -> SourceCode.in(dir).including("[a"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("'[a' is not a pattern");
        }
        write("A.java", "");
        try (Run run = start(Map.of("WANDB_DISABLE_CODE", "true"))) {
            assertThat(run.logCode(SourceCode.in(dir))).isCompletedExceptionally();
        }
    }

    @Test
    void longNamesOfCodeKeepTheirEnds() {
        assertThat(CodeArtifact.safe("source-p-src/main/java/A b.java")).isEqualTo("source-p-src_main_java_A_b.java");
        assertThat(CodeArtifact.safe("a".repeat(100) + "b".repeat(100)))
                .isEqualTo("a".repeat(63) + ".." + "b".repeat(63));
    }

    private Run run(Map<String, String> variables) {
        Run run = start(variables);
        run.close();
        return run;
    }

    private Run start(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("WANDB_DIR", dir.toString());
        Settings settings = Settings.builder()
                .mode(Mode.OFFLINE)
                .project("p")
                .silent(true)
                .dataDir(dir.resolve("data"))
                .build()
                .resolved(new Environment(all, dir, "Linux"));
        return Run.start(settings);
    }

    private static List<String> files(Run run) throws IOException {
        return records(run, RecordTypeCase.FILES).stream()
                .flatMap(record -> record.getFiles().getFilesList().stream())
                .map(file -> file.getPath())
                .toList();
    }

    private static List<String> config(Run run) throws IOException {
        return records(run, RecordTypeCase.CONFIG).stream()
                .flatMap(record -> record.getConfig().getUpdateList().stream())
                .filter(item -> item.getNestedKeyList().equals(List.of("_wandb", "code_path")))
                .map(item -> item.getValueJson())
                .toList();
    }

    private static List<String> entries(Record artifact) {
        return artifact.getArtifact().getManifest().getContentsList().stream()
                .map(ArtifactManifestEntry::getPath)
                .sorted()
                .toList();
    }

    /** All that a run says of its environment. */
    private static EnvironmentRecord environment(Run run) throws IOException {
        EnvironmentRecord.Builder all = EnvironmentRecord.newBuilder();
        records(run, RecordTypeCase.ENVIRONMENT).forEach(record -> all.mergeFrom(record.getEnvironment()));
        return all.build();
    }

    private static List<Record> records(Run run, RecordTypeCase kind) throws IOException {
        Path log = run.dir().orElseThrow().resolve("run-" + run.id() + ".wandb");
        List<Record> records = new ArrayList<>();
        try (LogReader reader = LogReader.open(log)) {
            for (Optional<Record> record = reader.next(); record.isPresent(); record = reader.next()) {
                if (record.get().getRecordTypeCase() == kind) {
                    records.add(record.get());
                }
            }
        }
        return records;
    }

    private Path write(String name, String content) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
