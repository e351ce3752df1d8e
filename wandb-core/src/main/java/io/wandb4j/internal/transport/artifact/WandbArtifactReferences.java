package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Reference;
import io.wandb4j.artifact.ReferenceStore;
import io.wandb4j.artifact.WandbReferences;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/** Files of other artifacts, by {@code wandb-artifact://}. */
public final class WandbArtifactReferences implements ReferenceStore {
    @Override
    public boolean holds(String uri) {
        return WandbReferences.isOne(uri);
    }

    @Override
    public List<ArtifactEntry> entries(Reference reference, Settings settings) {
        WandbReferences.Target target = WandbReferences.parse(reference.uri());
        String name = target.path().substring(target.path().lastIndexOf('/') + 1);
        try (ApiClient client = ApiClient.open(Connection.of(settings))) {
            ArtifactVersion version = new Artifacts(client, settings).byId(target.artifactId());
            return List.of(version.reference(target.path(), reference.path().orElse(name)));
        }
    }

    /** Never asked for: the downloader goes to the other artifact itself. */
    @Override
    public void fetch(ArtifactEntry entry, Path file, Settings settings) {
        throw new UsageException("'" + entry.path() + "' is fetched with the artifact that it is in");
    }
}
