package io.wandb4j.artifact;

import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A kind of storage that references may lead to.
 *
 * <p>Further kinds are found by {@link java.util.ServiceLoader}. Safe for use by several threads. */
public interface ReferenceStore {
    /** Whether an address lies in this kind of storage. */
    boolean holds(String uri);

    /** The entries that a reference adds to an artifact.
     *
     * @throws io.wandb4j.errors.WandbException if there is nothing, or it cannot be looked at */
    List<ArtifactEntry> entries(Reference reference, Settings settings);

    /** Fetches what an entry refers to into a file that does not exist yet.
     *
     * @throws io.wandb4j.errors.WandbException if it is not there any more, or not what the entry says */
    void fetch(ArtifactEntry entry, Path file, Settings settings) throws IOException;
}
