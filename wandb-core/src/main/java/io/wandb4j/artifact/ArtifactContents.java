package io.wandb4j.artifact;

import java.nio.file.Path;

/** Fetches what is in a version of an artifact, from wherever it is kept. */
public interface ArtifactContents {
    /** The list of a version's files. */
    Manifest manifest(ArtifactVersion version);

    /** Puts all files of a version into a folder, verified. */
    void download(ArtifactVersion version, Path root);

    /** The folder into which versions are downloaded unless another is given. */
    Path defaultFolder();
}
