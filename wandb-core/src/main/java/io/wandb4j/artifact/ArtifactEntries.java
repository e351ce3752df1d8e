package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entries of an artifact in the making, one for each path. */
final class ArtifactEntries {
    private final String artifact;
    private final Supplier<ArtifactStaging> staging;
    private final Map<String, ArtifactEntry> entries = new LinkedHashMap<>();

    ArtifactEntries(String artifact, Supplier<ArtifactStaging> staging) {
        this.artifact = artifact;
        this.staging = staging;
    }

    /** Adds an entry, unless the same is there.
     *
     * @throws UsageException if another one is there */
    void add(ArtifactEntry entry) throws IOException {
        ArtifactEntry present = entries.putIfAbsent(entry.path(), entry);
        if (present != null) {
            staging.get().discard(entry);
            if (!present.digest().equals(entry.digest())) {
                throw new UsageException("artifact '" + artifact + "' has another file at '" + entry.path()
                        + "' already: remove it first");
            }
        }
    }

    /** Adds an entry in the place of one that may be there. */
    void put(ArtifactEntry entry) throws IOException {
        ArtifactEntry before = entries.put(entry.path(), entry);
        if (before != null) {
            staging.get().discard(before);
        }
    }

    /** Removes the entry at a path, or all those in a folder.
     *
     * @throws UsageException if there is neither */
    void remove(String path) throws IOException {
        String plain = EntryPath.of(path);
        List<ArtifactEntry> gone = new ArrayList<>();
        for (ArtifactEntry entry : entries.values()) {
            if (entry.path().equals(plain) || entry.path().startsWith(plain + "/")) {
                gone.add(entry);
            }
        }
        if (gone.isEmpty()) {
            throw new UsageException("artifact '" + artifact + "' has no file or folder '" + path + "'");
        }
        for (ArtifactEntry entry : gone) {
            entries.remove(entry.path());
            staging.get().discard(entry);
        }
    }

    @Nullable
    ArtifactEntry get(String path) {
        return entries.get(path);
    }

    Collection<ArtifactEntry> all() {
        return entries.values();
    }
}
