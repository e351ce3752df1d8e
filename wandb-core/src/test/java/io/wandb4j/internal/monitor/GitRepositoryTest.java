package io.wandb4j.internal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against repositories that git itself made. */
class GitRepositoryTest {
    @TempDir
    Path dir;

    private Git git;

    @BeforeEach
    void makeRepository() throws IOException, InterruptedException {
        git = Git.init(Files.createDirectory(dir.resolve("repo")));
        Files.writeString(git.root().resolve("a.txt"), "one\n");
        git.run("add", ".");
        git.run("commit", "-q", "-m", "first");
    }

    @Test
    void knowsCommitAndRemoteFromAnyFolderInside() throws Exception {
        git.run("remote", "add", "origin", "https://example.org/r.git");
        git.run("remote", "add", "other", "git@example.org:o/r.git");
        Path inside = Files.createDirectories(git.root().resolve("x/y"));

        GitRepository repository = GitRepository.around(inside).orElseThrow();
        assertThat(repository.root()).isEqualTo(git.root());
        assertThat(repository.commit()).contains(git.run("rev-parse", "HEAD"));
        assertThat(repository.remoteUrl("origin")).contains("https://example.org/r.git");
        assertThat(repository.remoteUrl("other")).contains("git@example.org:o/r.git");
        assertThat(repository.remoteUrl("none")).isEmpty();
    }

    @Test
    void readsPackedReferencesAndDetachedHeads() throws Exception {
        String commit = git.run("rev-parse", "HEAD");
        git.run("pack-refs", "--all");
        assertThat(GitRepository.around(git.root()).orElseThrow().commit()).contains(commit);

        git.run("checkout", "-q", commit);
        assertThat(GitRepository.around(git.root()).orElseThrow().commit()).contains(commit);
    }

    @Test
    void readsAWorkTreeBesideItsRepository() throws Exception {
        git.run("remote", "add", "origin", "https://example.org/r.git");
        git.run("worktree", "add", "-q", dir.resolve("tree").toString(), "-b", "side");
        Git tree = new Git(dir.resolve("tree"));
        Files.writeString(tree.root().resolve("a.txt"), "two\n");
        tree.run("commit", "-q", "-a", "-m", "second");

        GitRepository repository = GitRepository.around(tree.root()).orElseThrow();
        assertThat(repository.commit()).contains(tree.run("rev-parse", "HEAD"));
        assertThat(repository.remoteUrl("origin")).contains("https://example.org/r.git");
    }

    @Test
    void knowsNothingWhereThereIsNothing() throws Exception {
        Path empty = Git.init(Files.createDirectory(dir.resolve("empty"))).root();
        assertThat(GitRepository.around(empty).orElseThrow().commit()).isEmpty();
        assertThat(GitRepository.around(dir)).isEmpty();
    }

    @Test
    void writesWhatWasNotCommittedAndWhatTheUpstreamLacks() throws Exception {
        git.run("clone", "-q", git.root().toString(), dir.resolve("clone").toString());
        Git clone = new Git(dir.resolve("clone"));
        clone.configure();
        String upstream = clone.run("rev-parse", "HEAD");
        Files.writeString(clone.root().resolve("a.txt"), "committed\n");
        clone.run("commit", "-q", "-a", "-m", "ahead");
        Files.writeString(clone.root().resolve("a.txt"), "dirty\n");

        GitPatches patches = new GitPatches(GitRepository.around(clone.root()).orElseThrow());
        Path files = Files.createDirectory(dir.resolve("files"));
        assertThat(patches.write(files, false)).containsExactly("diff.patch", "diff_" + upstream + ".patch");
        assertThat(files.resolve("diff.patch")).content().contains("-committed", "+dirty");
        assertThat(files.resolve("diff_" + upstream + ".patch")).content().contains("-one", "+dirty");
        assertThat(patches.write(files, true)).isEqualTo(List.of("diff.patch", "diff_" + upstream + ".patch"));
    }

    @Test
    void writesNoPatchOfACleanTree() throws Exception {
        Path files = Files.createDirectory(dir.resolve("files"));
        GitPatches patches = new GitPatches(GitRepository.around(git.root()).orElseThrow());

        assertThat(patches.write(files, false)).isEmpty();
        assertThat(files).isEmptyDirectory();
    }
}
