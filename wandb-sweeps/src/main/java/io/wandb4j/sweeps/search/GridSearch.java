package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands out every combination once; the parameter whose name is last varies fastest. */
final class GridSearch {
    private final List<Axis> axes;
    private final List<List<?>> choices = new ArrayList<>();
    private final List<Fingerprint> fingerprints = new ArrayList<>();

    private GridSearch(List<Axis> axes) {
        this.axes = axes;
        for (Axis axis : axes) {
            List<?> values = axis.parameter().choices().orElseThrow();
            choices.add(values);
            fingerprints.add(axis.parameter().isConstant() ? Fingerprint.ANY : Fingerprint.among(values));
        }
    }

    static Optional<Map<String, Object>> next(List<Axis> axes, List<SweepRun> runs) {
        return new GridSearch(axes).firstUnused(runs);
    }

    /** The count of different points, or the greatest long where there are more. */
    static long size(List<Axis> axes) {
        GridSearch grid = new GridSearch(axes);
        long size = 1;
        for (int i = 0; i < axes.size(); i++) {
            long choices = grid.differentChoices(i);
            size = size > Long.MAX_VALUE / choices ? Long.MAX_VALUE : size * choices;
        }
        return size;
    }

    private long differentChoices(int axis) {
        if (axes.get(axis).parameter() instanceof Parameter.Categorical categorical) {
            return categorical.values().stream()
                    .map(fingerprints.get(axis)::of)
                    .distinct()
                    .count();
        }
        return choices.get(axis).size();
    }

    private Optional<Map<String, Object>> firstUnused(List<SweepRun> runs) {
        Set<List<?>> used = used(runs);
        int[] place = new int[axes.size()];
        do {
            if (!used.contains(fingerprint(place))) {
                return Optional.of(Axis.configuration(axes, valuesAt(place)));
            }
        } while (advance(place));
        return Optional.empty();
    }

    /** The points that runs have; a run that lacks a parameter has none. */
    private Set<List<?>> used(List<SweepRun> runs) {
        Set<List<?>> used = new HashSet<>();
        for (SweepRun run : runs) {
            List<Object> point = new ArrayList<>(axes.size());
            for (int i = 0; i < axes.size(); i++) {
                Fingerprint fingerprint = fingerprints.get(i);
                if (fingerprint == Fingerprint.ANY) {
                    continue;
                }
                axes.get(i).heldBy(run.config()).ifPresent(held -> point.add(fingerprint.of(held.value())));
            }
            used.add(point); // too short a point equals none of the grid's
        }
        return used;
    }

    private List<Object> fingerprint(int[] place) {
        List<Object> point = new ArrayList<>(axes.size());
        for (int i = 0; i < place.length; i++) {
            Fingerprint fingerprint = fingerprints.get(i);
            if (fingerprint != Fingerprint.ANY) {
                point.add(fingerprint.of(choices.get(i).get(place[i])));
            }
        }
        return point;
    }

    private List<@Nullable Object> valuesAt(int[] place) {
        List<@Nullable Object> values = new ArrayList<>(place.length);
        for (int i = 0; i < place.length; i++) {
            values.add(choices.get(i).get(place[i]));
        }
        return values;
    }

    private boolean advance(int[] place) {
        for (int i = place.length - 1; i >= 0; i--) {
            place[i]++;
            if (place[i] < choices.get(i).size()) {
                return true;
            }
            place[i] = 0;
        }
        return false;
    }
}
