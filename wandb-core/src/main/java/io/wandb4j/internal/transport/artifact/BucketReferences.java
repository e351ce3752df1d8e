package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Reference;
import io.wandb4j.artifact.ReferenceStore;
import io.wandb4j.artifact.ReferenceStores;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/** Objects of cloud storage, {@code s3://} and {@code gs://}, by their addresses: what lies there is not looked at.
 *
 * <p>A {@link ReferenceStore} of the program's own, with the storage's client, can do more. */
public final class BucketReferences implements ReferenceStore {
    @Override
    public boolean holds(String uri) {
        return List.of("s3", "gs").contains(Reference.schemeOf(uri));
    }

    @Override
    public List<ArtifactEntry> entries(Reference reference, Settings settings) {
        if (reference.checked()) {
            throw new UsageException("reference '" + reference.uri() + "' cannot be looked at by this client, so that a"
                    + " change there would not be seen: say that this is meant with Reference.unchecked(), or provide a"
                    + " ReferenceStore for " + reference.scheme() + "://");
        }
        String plain = reference.uri().replaceFirst("[?#].*", "");
        String[] parts = plain.substring(plain.indexOf("://") + 3).split("/", 2);
        String key = parts.length < 2 || parts[1].isEmpty() ? parts[0] : parts[1];
        return List.of(ReferenceStores.addressOnly(reference.path().orElse(key), plain));
    }

    @Override
    public void fetch(ArtifactEntry entry, Path file, Settings settings) {
        throw new UsageException("'" + entry.path() + "' cannot be fetched from "
                + entry.reference().orElse("") + ": provide a ReferenceStore for its storage");
    }
}
