package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entries of an artifact in the making: one for each path, and none in the place of a folder of others. */
final class ArtifactEntries {
    private final String artifact;
    private final Supplier<ArtifactStaging> staging;
    private final NavigableMap<String, ArtifactEntry> entries = new TreeMap<>();

    ArtifactEntries(String artifact, Supplier<ArtifactStaging> staging) {
        this.artifact = artifact;
        this.staging = staging;
    }

    /** Adds an entry, unless the same is there.
     *
     * @throws UsageException if another one is there */
    void add(ArtifactEntry entry) throws IOException {
        addAll(List.of(entry));
    }

    /** Adds all entries that are not there yet, or none of them.
     *
     * @throws UsageException if another one is in the place of one */
    void addAll(List<ArtifactEntry> added) throws IOException {
        List<ArtifactEntry> done = new ArrayList<>();
        try {
            for (ArtifactEntry entry : added) {
                if (isNew(entry)) {
                    entries.put(entry.path(), entry);
                    done.add(entry);
                } else {
                    staging.get().discard(entry);
                }
            }
        } catch (UsageException e) {
            done.forEach(entry -> entries.remove(entry.path()));
            discard(added);
            throw e;
        }
    }

    /** Adds entries in the place of those that may be there.
     *
     * @throws UsageException if one would be a folder of another one, or in one; then none is added */
    void putAll(List<ArtifactEntry> added) throws IOException {
        try {
            added.forEach(this::refuseFolders);
        } catch (UsageException e) {
            discard(added);
            throw e;
        }
        for (ArtifactEntry entry : added) {
            ArtifactEntry before = entries.put(entry.path(), entry);
            if (before != null) {
                staging.get().discard(before);
            }
        }
    }

    /** Removes the entry at a path, or all those in a folder.
     *
     * @throws UsageException if there is neither */
    void remove(String path) throws IOException {
        String plain = EntryPath.of(path);
        List<ArtifactEntry> gone = new ArrayList<>(below(plain).values());
        ArtifactEntry single = entries.get(plain);
        if (single != null) {
            gone.add(single);
        }
        if (gone.isEmpty()) {
            throw new UsageException("artifact '" + artifact + "' has no file or folder '" + path + "'");
        }
        gone.forEach(entry -> entries.remove(entry.path()));
        discard(gone);
    }

    @Nullable
    ArtifactEntry get(String path) {
        return entries.get(path);
    }

    Collection<ArtifactEntry> all() {
        return entries.values();
    }

    private boolean isNew(ArtifactEntry entry) {
        ArtifactEntry present = entries.get(entry.path());
        if (present == null) {
            refuseFolders(entry);
        } else if (!present.digest().equals(entry.digest())) {
            throw new UsageException(
                    "artifact '" + artifact + "' has another file at '" + entry.path() + "' already: remove it first");
        }
        return present == null;
    }

    /** No folder can hold a file and a folder of one name, so that nobody could ever download them. */
    private void refuseFolders(ArtifactEntry entry) {
        String path = entry.path();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (entries.containsKey(path.substring(0, slash))) {
                throw twice(path.substring(0, slash), path);
            }
        }
        NavigableMap<String, ArtifactEntry> below = below(path);
        if (!below.isEmpty()) {
            throw twice(path, below.firstKey());
        }
    }

    private UsageException twice(String file, String inFolder) {
        return new UsageException("artifact '" + artifact + "' cannot have a file '" + file
                + "' and a folder of that name, with '" + inFolder + "': give one of them another path");
    }

    private NavigableMap<String, ArtifactEntry> below(String folder) {
        return entries.subMap(folder + "/", true, folder + (char) ('/' + 1), false);
    }

    private void discard(List<ArtifactEntry> some) throws IOException {
        for (ArtifactEntry entry : some) {
            staging.get().discard(entry);
        }
    }
}
