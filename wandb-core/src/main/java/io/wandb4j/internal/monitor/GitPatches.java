package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the files of a work tree differ in from its commits, as git itself tells it. */
final class GitPatches {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path root;

    GitPatches(GitRepository repository) {
        this.root = repository.root();
    }

    /** Writes the patches of what was not committed, and of what the upstream does not have.
     *
     * @param atForkPoint whether the latter is told from where the branch left its upstream
     * @return the names of the files that there are now: there is none where nothing differs, or nothing is known
     * @throws IOException if there is no git, or no room */
    List<String> write(Path folder, boolean atForkPoint) throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        write(folder, "HEAD", "diff.patch", files);
        Optional<String> upstream =
                atForkPoint ? line("merge-base", "HEAD", "@{upstream}") : line("rev-parse", "@{upstream}");
        if (upstream.isPresent()) {
            write(folder, upstream.get(), "diff_" + upstream.get() + ".patch", files);
        }
        return files;
    }

    private void write(Path folder, String commit, String name, List<String> files)
            throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        boolean written = git("diff", "--no-ext-diff", "--no-color", "--submodule=diff", commit)
                .writeTo(file);
        if (written && Files.size(file) > 0) {
            files.add(name);
        } else {
            Files.deleteIfExists(file);
        }
    }

    private Optional<String> line(String... words) throws IOException, InterruptedException {
        return git(words).output().map(String::strip).filter(commit -> commit.matches("[0-9a-f]{40,64}"));
    }

    private Command git(String... words) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        return new Command(root, PATIENCE, command);
    }
}
