package io.wandb4j.sweeps.stopping;

import java.util.List;

/** What was decided about the runs of a sweep, and by which marks.
 *
 * @param stop the names of the runs to stop */
public record Verdict(List<String> stop, List<Band> bands) {
    static final Verdict NONE = new Verdict(List.of(), List.of());

    public Verdict {
        stop = List.copyOf(stop);
        bands = List.copyOf(bands);
    }
}
