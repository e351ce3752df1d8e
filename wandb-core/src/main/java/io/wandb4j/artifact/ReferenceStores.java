package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** All kinds of storage that references may lead to. */
public final class ReferenceStores {
    private static final ReferenceStore UNKNOWN = new Unknown();

    private ReferenceStores() {}

    /** The store of an address; of one that nobody knows, one that keeps the address only. */
    public static ReferenceStore of(String uri) {
        List<ReferenceStore> stores = new ArrayList<>();
        try {
            ServiceLoader.load(ReferenceStore.class, ReferenceStores.class.getClassLoader())
                    .forEach(stores::add);
        } catch (ServiceConfigurationError e) {
            throw new UsageException("a kind of storage for references cannot be loaded: " + e.getMessage(), e);
        }
        stores.add(new LocalReferences());
        return stores.stream().filter(store -> store.holds(uri)).findFirst().orElse(UNKNOWN);
    }

    /** An entry of which only the address is known. */
    public static ArtifactEntry addressOnly(String path, String uri) {
        return new ArtifactEntry(path, uri, 0, Optional.of(uri), Map.of(), Optional.empty(), Optional.empty());
    }

    /** Addresses that are kept, but lead nowhere that this library knows. */
    private static final class Unknown implements ReferenceStore {
        @Override
        public boolean holds(String uri) {
            return true;
        }

        @Override
        public List<ArtifactEntry> entries(Reference reference, Settings settings) {
            String path = reference
                    .path()
                    .orElseThrow(() -> new UsageException(
                            "reference '" + reference.uri() + "' is of a scheme that is not known: give it a path in "
                                    + "the artifact with Reference.as()"));
            return List.of(addressOnly(path, reference.uri()));
        }

        @Override
        public void fetch(ArtifactEntry entry, Path file, Settings settings) {
            throw new UsageException("'" + entry.path() + "' cannot be fetched: the scheme of "
                    + entry.reference().orElse("") + " is not known");
        }
    }
}
