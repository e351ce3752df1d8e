package io.wandb4j.djl;

import ai.djl.ndarray.NDManager;
import io.wandb4j.run.Run;
import java.lang.ref.WeakReference;

/** How many arrays a training holds, as a system metric of a run: DJL does not tell how much memory of its engine they take. */
final class HeldArrays {
    private HeldArrays() {}

    static void watch(NDManager manager, Run run) {
        WeakReference<NDManager> watched = new WeakReference<>(manager);
        run.addSystemMetric("djl.arrays", () -> {
            NDManager alive = watched.get();
            return alive == null || !alive.isOpen()
                    ? Double.NaN
                    : alive.getManagedArrays().size();
        });
    }
}
