package io.wandb4j.internal.place;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder of a run, for the value of one key. */
public interface RunPlace extends MediaPlace {
    /** The id of the run. */
    String runId();

    /** The key that the value is logged under. */
    String key();

    /** Puts names of classes into the config.
     *
     * @param kind {@code bounding_box/class_labels} or {@code mask/class_labels}
     * @param layer the name of the overlay */
    void label(String kind, String layer, Map<Integer, String> names);

    /** Logs an artifact of a type that the client makes itself.
     *
     * @param name made fit for an artifact if it is not
     * @param incremental whether its files add to those of the version before
     * @return the address of its entry, null if no artifact could be made */
    @Nullable
    ArtifactAddress logArtifact(String type, String name, String entry, boolean incremental, Filler filler)
            throws IOException;

    /** Shows a warning, once for its cause. */
    void warn(String message);

    /** Fills an artifact. */
    @FunctionalInterface
    interface Filler {
        /** Adds all files. */
        void fill(ArtifactPlace artifact) throws IOException;
    }

    /** Where the entry of an artifact that is not uploaded yet will be found.
     *
     * @param pinned in this version
     * @param latest in the newest version */
    record ArtifactAddress(String pinned, String latest) {}
}
