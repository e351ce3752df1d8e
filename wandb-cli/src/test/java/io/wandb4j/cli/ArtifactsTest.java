package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
    @TempDir
    Path dir;

    private LocalServer server;

    @BeforeEach
    void logTwoVersions() throws Exception {
        server = LocalServer.start(dir.resolve("server"));
        Settings settings = LocalLogin.at(server).toBuilder()
                .project("things")
                .rootDir(dir)
                .silent(true)
                .build();
        try (Run run = Wandb.init(settings)) {
            for (String text : new String[] {"first", "second"}) {
                Path file = Files.writeString(dir.resolve("weights.txt"), text);
                run.logArtifact(Artifact.create("net", "model").addFile(file)).get();
            }
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void fetchesAVersionIntoAFolder() throws Exception {
        Path root = dir.resolve("fetched");

        Outcome outcome = artifact("get", "local/things/net:v0", "--root", root.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo(root + "\n");
        assertThat(root.resolve("weights.txt")).hasContent("first");
    }

    @Test
    void listsVersionsWithTheirAliases() {
        Outcome outcome = artifact("ls", "local/things/net");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines()).containsExactlyInAnyOrder("net:v1\t6\tlatest\tmodel", "net:v0\t5\t\tmodel");
    }

    @Test
    void listsTheArtifactsOfAProject() {
        Outcome outcome = artifact("ls", "local/things");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo("net:v1\t6\tlatest\tmodel\n");
        assertThat(artifact("ls", "local/things", "--type", "dataset").out()).isEmpty();
    }

    @Test
    void putsAFolderAndComparesItWithTheVersion() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("rows"));
        Files.writeString(folder.resolve("a.csv"), "1,2");
        Files.writeString(folder.resolve("a.tmp"), "half");

        Outcome put = artifact(
                "put",
                folder.toString(),
                "-n",
                "things/rows",
                "-a",
                "clean",
                "--policy",
                "immutable",
                "--exclude",
                "*.tmp");

        assertThat(put.code()).as(put.err()).isZero();
        assertThat(put.out()).isEqualTo("local/things/rows:v0\n");
        Path root = dir.resolve("copy");
        assertThat(artifact("get", "local/things/rows:clean", "--root", root.toString())
                        .code())
                .isZero();
        assertThat(root).isDirectoryContaining("glob:**/a.csv").isDirectoryNotContaining("glob:**/a.tmp");
        assertThat(artifact("verify", "local/things/rows:v0", "--root", root.toString())
                        .code())
                .isZero();
        Files.writeString(root.resolve("a.csv"), "3,4");
        Outcome changed = artifact("verify", "local/things/rows:v0", "--root", root.toString());
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.err()).contains("'a.csv'");
    }

    @Test
    void tidiesUpTheCache() {
        artifact("get", "local/things/net:v0", "--root", dir.resolve("fetched").toString());

        assertThat(artifact("cache", "cleanup", "1GB").out()).isEqualTo("Reclaimed 0B of space\n");
        assertThat(artifact("cache", "cleanup", "--remove-temp", "0").out())
                .startsWith("Reclaimed ")
                .isNotEqualTo("Reclaimed 0B of space\n");
        assertThat(artifact("cache", "cleanup", "much").err()).contains("'much'");
    }

    @Test
    void saysWhichVersionThereIsNot() {
        Outcome outcome = artifact("get", "local/things/net:v7");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).hasLineCount(1).contains("net:v7");
    }

    @Test
    void refusesAPathThatCannotBe() {
        Outcome outcome = artifact("get", "a/b/c/d/e:v0");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).contains("a/b/c/d/e");
    }

    private Outcome artifact(String command, String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "artifact";
        all[1] = command;
        System.arraycopy(args, 0, all, 2, args.length);
        return Outcome.of(LocalLogin.environment(server, dir), all);
    }
}
