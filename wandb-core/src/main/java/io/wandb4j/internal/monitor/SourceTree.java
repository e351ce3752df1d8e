package io.wandb4j.internal.monitor;

import io.wandb4j.internal.monitor.IgnoreRules.Verdict;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The files below a folder that git would not ignore.
 *
 * <p>Rules are those of {@code .gitignore} and {@code .wandbignore} in each folder, up to the repository that it is in, and of
 * the repository's own {@code info/exclude}. */
public final class SourceTree {
    private static final List<String> RULES = List.of(".gitignore", ".wandbignore");
    private static final Set<String> NEVER = Set.of(".git", ".hg", ".svn", "wandb", ".wandb");
    private static final Set<String> BUILT = Set.of("target", "build", "out", "bin", ".gradle");
    private static final List<String> BUILDERS = List.of(
            "pom.xml", "build.gradle", "build.gradle.kts", "build.sbt", "settings.gradle", "settings.gradle.kts");

    private final Path root;
    private final List<IgnoreRules> above = new ArrayList<>();
    private final Map<Path, List<IgnoreRules>> below = new HashMap<>();

    /** The files below a folder. */
    public SourceTree(Path root) {
        this.root = root.toAbsolutePath().normalize();
        Path top = GitRepository.around(this.root)
                .map(repository -> {
                    above.add(IgnoreRules.read(repository.common().resolve("info/exclude"), repository.root()));
                    return repository.root();
                })
                .orElse(this.root);
        for (Path folder = this.root; folder != null && !folder.equals(top); ) {
            folder = folder.getParent();
            if (folder != null) {
                above.addAll(rules(folder));
            }
        }
    }

    /** Those that are wanted, in order.
     *
     * @throws IOException if a folder cannot be read */
    public List<Path> files(Predicate<Path> wanted) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(root) && isLeftOut(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                below.put(folder, rules(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && wanted.test(file) && !isIgnored(file, false)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // what cannot be read is not the program's source
            }
        });
        Collections.sort(files);
        return files;
    }

    private boolean isLeftOut(Path folder) {
        String name = String.valueOf(folder.getFileName());
        boolean built =
                BUILT.contains(name) && BUILDERS.stream().anyMatch(file -> Files.exists(folder.resolveSibling(file)));
        return NEVER.contains(name) || built || isIgnored(folder, true);
    }

    private boolean isIgnored(Path file, boolean isFolder) {
        for (Path folder = file.getParent(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
            for (IgnoreRules rules : below.getOrDefault(folder, List.of())) {
                Verdict verdict = rules.of(file, isFolder);
                if (verdict != Verdict.NOTHING) {
                    return verdict == Verdict.IGNORED;
                }
            }
        }
        for (int i = 1; i <= above.size(); i++) { // the nearest first, what the repository excludes last
            Verdict verdict = above.get(i == above.size() ? 0 : i).of(file, isFolder);
            if (verdict != Verdict.NOTHING) {
                return verdict == Verdict.IGNORED;
            }
        }
        return false;
    }

    private static List<IgnoreRules> rules(Path folder) {
        return RULES.stream()
                .map(name -> IgnoreRules.read(folder.resolve(name), folder))
                .filter(rules -> !rules.rules().isEmpty())
                .toList();
    }
}
