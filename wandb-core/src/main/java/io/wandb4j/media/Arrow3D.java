package io.wandb4j.media;

import java.util.List;
import java.util.Map;

/** An arrow in space, from {@code start} to {@code end}, each as {@code x, y, z}. */
public record Arrow3D(List<Double> start, List<Double> end) {
    /** Copies and checks the ends.
     *
     * @throws io.wandb4j.errors.UsageException if an end has not three finite numbers */
    public Arrow3D {
        start = Box3D.point("start of an arrow", start);
        end = Box3D.point("end of an arrow", end);
    }

    Map<String, Object> toJson() {
        return Map.of("start", start, "end", end);
    }
}
