package io.wandb4j.run;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.FilesRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Links files of the program into a run's folder and has them uploaded. Safe for use by several threads. */
final class SavedFiles {
    private final @Nullable Path files;
    private final boolean symlink;
    private final RunStream stream;
    private final Terminal terminal;

    /** @param runFolder the folder of the run, null if it is disabled
     * @param symlink whether to link by path where that can be */
    SavedFiles(@Nullable Path runFolder, boolean symlink, RunStream stream, Terminal terminal) {
        this.files = runFolder == null ? null : runFolder.resolve("files");
        this.symlink = symlink;
        this.stream = stream;
        this.terminal = terminal;
    }

    /** Saves all files that match.
     *
     * @param base the folder whose structure is kept, absolute
     * @return where they lie in the run's folder
     * @throws UsageException if the pattern leads out of the base path */
    List<Path> save(FilePattern pattern, Path base, SavePolicy policy) {
        pattern.checkBelow(base);
        if (files == null) {
            return List.of();
        }
        try {
            return save(pattern, base, files, policy);
        } catch (IOException e) {
            terminal.lost("file(s) that could not be saved", "cannot save " + pattern + ": " + e);
            return List.of();
        }
    }

    private List<Path> save(FilePattern pattern, Path base, Path folder, SavePolicy policy) throws IOException {
        Map<Path, FilesItem> items = new TreeMap<>();
        for (Path source : pattern.files()) {
            Path target = folder.resolve(base.relativize(source));
            boolean linked = bring(source, target);
            if (!linked && policy == SavePolicy.LIVE) {
                terminal.warnOnce(
                        "copied files",
                        "files such as " + source + " are copied into the run's folder, since"
                                + " links cannot be made: they are uploaded once, later changes are not seen");
            }
            items.put(target, item(folder, target, linked || policy != SavePolicy.LIVE ? policy : SavePolicy.NOW));
        }
        for (Path own : pattern.moved(base, folder).files()) { // what the program wrote there itself
            items.putIfAbsent(own, item(folder, own, policy));
        }
        if (items.isEmpty()) {
            String problem = "no file matches " + pattern + ": nothing is saved";
            terminal.warnOnce(problem, problem);
        } else {
            stream.append(Record.newBuilder().setFiles(FilesRecord.newBuilder().addAllFiles(items.values())));
        }
        return List.copyOf(items.keySet());
    }

    /** Brings a file into the run's folder; whether as a link, through which its changes are seen. */
    private boolean bring(Path source, Path target) throws IOException {
        if (Files.exists(target) && Files.isSameFile(source, target)) {
            return true;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        boolean linked = symlink && isMade(() -> Files.createSymbolicLink(target, source));
        if (linked || isMade(() -> Files.createLink(target, source))) {
            return true;
        }
        Files.copy(source, target);
        return false;
    }

    private static boolean isMade(LinkMaker link) {
        try {
            link.make();
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // some file systems know no links, and some systems let only administrators make them
        }
    }

    private static FilesItem item(Path folder, Path target, SavePolicy policy) {
        return FilesItem.newBuilder()
                .setPath(folder.relativize(target).toString().replace('\\', '/'))
                .setPolicy(FilesItem.PolicyType.valueOf(policy.name()))
                .build();
    }

    @FunctionalInterface
    private interface LinkMaker {
        Path make() throws IOException;
    }
}
