package io.wandb4j.server.sweep;

import io.wandb4j.sweeps.config.Controller;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.search.Search;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All that the scheduling of a sweep goes by, at one moment. */
record Situation(Sweep sweep, SweepConfig config, ControllerWishes wishes, List<Trial> trials) {

    static Situation of(Sweep sweep, SweepConfig config, List<Trial> trials) {
        return new Situation(sweep, config, ControllerWishes.of(sweep), List.copyOf(trials));
    }

    /** Whether somebody needs to know how the metric went, value by value. */
    static boolean needsValues(SweepConfig config) {
        boolean target = config.metric()
                .map(Metric::target)
                .orElse(OptionalDouble.empty())
                .isPresent();
        return config.earlyTerminate().isPresent() || target || config.method().learns();
    }

    boolean isLocallyControlled() {
        return config.controller() == Controller.LOCAL;
    }

    boolean areAllOver() {
        return trials.stream().allMatch(Trial::isOver);
    }

    /** What to try next; empty when there is nothing, for now or for good. */
    Optional<Proposal> next() {
        if (isLocallyControlled()) {
            return wishes.next();
        }
        if (isCapReached()) {
            return Optional.empty();
        }
        return Search.next(config, trials.stream().map(Trial::forSearch).toList(), generator())
                .map(values -> new Proposal(values, null));
    }

    /** Whether there is nothing more to try, now or later. */
    boolean isExhausted() {
        if (isLocallyControlled()) {
            return wishes.isSearchOver();
        }
        return isCapReached() || config.method() == Method.GRID && next().isEmpty();
    }

    private boolean isCapReached() {
        long handedOut =
                trials.stream().filter(trial -> trial.handout() != null).count();
        return config.runCap().isPresent() && handedOut >= config.runCap().getAsLong();
    }

    // The n-th number of the sweep's own sequence seeds the n-th draw: it depends on nothing else.
    private RandomGenerator generator() {
        return new SplittableRandom(new SplittableRandom(sweep.seed())
                .longs()
                .skip(sweep.drawn())
                .findFirst()
                .orElseThrow());
    }
}
