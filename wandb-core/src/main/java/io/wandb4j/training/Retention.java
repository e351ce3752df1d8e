package io.wandb4j.training;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.WandbException;
import io.wandb4j.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Removes old versions of a training's artifact from the server, but for the last ones and the best.
 *
 * <p>A version goes only after a newer one is there; work is done by the thread that sent that. */
final class Retention {
    private final Run run;
    private final int kept;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<ArtifactVersion> versions = new ArrayList<>();

    @GuardedBy("lock")
    private @Nullable ArtifactVersion best;

    /** @param kept how many versions stay, 0 for all */
    Retention(Run run, int kept) {
        this.run = run;
        this.kept = kept;
    }

    void add(CompletableFuture<ArtifactVersion> upload, boolean isBest) {
        if (kept > 0) {
            var ignored = upload.thenAccept(version -> old(version, isBest).forEach(this::delete));
        }
    }

    private List<ArtifactVersion> old(ArtifactVersion version, boolean isBest) {
        synchronized (lock) {
            if (isBest) {
                best = version;
            }
            versions.remove(version); // the same content again is the same version
            versions.add(version);
            List<ArtifactVersion> old = new ArrayList<>(versions.subList(0, Math.max(0, versions.size() - kept)));
            old.remove(best);
            versions.removeAll(old);
            return old;
        }
    }

    private void delete(ArtifactVersion version) {
        try {
            version.deleteWithAliases();
        } catch (WandbException e) {
            run.warn("retention", "the old model " + version.qualifiedName() + " could not be removed: " + e);
        }
    }
}
