package io.wandb4j.artifact;

import io.wandb4j.internal.place.FileNames;
import java.io.IOException;
import java.nio.file.Path;

/** What happens between adding a file to an artifact and its upload. */
public enum FilePolicy {
    /** The file is copied when it is added, and may change afterwards. */
    MUTABLE,
    /** The file is uploaded from where it lies: no copy is made, and it must stay as it is until then. */
    IMMUTABLE;

    /** The entry of a file; one whose name could not be written down is copied in any case. */
    ArtifactEntry entry(String path, Path file, ArtifactStaging staging) throws IOException {
        return this == IMMUTABLE && FileNames.isText(file)
                ? ArtifactStaging.inPlace(path, file)
                : staging.stage(path, file);
    }
}
