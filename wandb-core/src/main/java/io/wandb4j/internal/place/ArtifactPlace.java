package io.wandb4j.internal.place;

import java.io.IOException;

/** An artifact that is being filled. */
public interface ArtifactPlace extends MediaPlace {
    /** Adds a file under a path, unless it is there already.
     *
     * @return the digest of the file */
    String add(String path, MediaContent content) throws IOException;
}
