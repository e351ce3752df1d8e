package io.wandb4j.internal.place;

import java.io.IOException;

/** An artifact that is being filled. */
public interface ArtifactPlace extends MediaPlace {
    /** Adds a file under a path, unless it is there already.
     *
     * @return the digest of the file */
    String add(String path, MediaContent content) throws IOException;

    /** Adds a file under a path that is new, while it is being written; the writer may add other files. */
    void write(String path, MediaContent.Writer content) throws IOException;
}
