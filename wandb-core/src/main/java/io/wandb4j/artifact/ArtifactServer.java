package io.wandb4j.artifact;

import io.wandb4j.settings.Settings;
import java.util.List;

/** The server of a version: hands out what is in it, and changes what is said of it. For the use of this library. */
public interface ArtifactServer {
    /** With which the server is reached, and where its files go on this machine. */
    Settings settings();

    /** The list of a version's files. */
    Manifest manifest(ArtifactVersion version);

    /** Puts files of a version into a folder, verified. */
    void download(ArtifactVersion version, Download download);

    /** The version that the server knows by this id. */
    ArtifactVersion byId(String id);

    /** Changes what is said of a version, and answers how it is now. */
    ArtifactVersion change(ArtifactVersion version, ArtifactEdit edit);

    /** Deletes a version, or refuses to if it has aliases that must stay. */
    void delete(ArtifactVersion version, boolean withAliases);

    /** Links a version to a collection and answers the link. */
    ArtifactVersion link(ArtifactVersion version, ArtifactPath target, List<String> aliases);

    /** Removes a link. */
    void unlink(ArtifactVersion link);

    /** All links to a version. */
    List<ArtifactVersion> links(ArtifactVersion version);
}
