package io.wandb4j.server.sweep;

import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sweep and its runs, made up for one decision. */
final class Given {

    static final long HERE = 1;
    static final long ELSEWHERE = 2;

    static final String GRID = "{method: grid, program: train.py, parameters: {x: {values: [1, 2, 3]}}}";
    static final String RANDOM = "{method: random, parameters: {x: {min: 0.0, max: 1.0}}}";
    static final String HYPERBAND = "{method: random, metric: {name: loss}, parameters: {x: {min: 0.0, max: 1.0}},"
            + " early_terminate: {type: hyperband, min_iter: 2, eta: 2}}";

    private Given() {}

    static Situation situation(String yaml, SweepState state, Trial... trials) {
        return situation(sweep(yaml, state, null, null, 0), trials);
    }

    static Situation situation(Sweep sweep, Trial... trials) {
        return Situation.of(sweep, sweep.config(), Arrays.asList(trials));
    }

    static Sweep sweep(
            String yaml, SweepState state, @Nullable String controller, @Nullable String scheduler, long drawn) {
        return new Sweep(7, 1, "sweep", null, null, yaml, state, controller, scheduler, 42, drawn, 0, 0, null);
    }

    /** A run that was handed out; agent {@link #ELSEWHERE} is alive. */
    static Trial trial(String name, int x, RunState state, long agent) {
        return trial(run(name, x, state, false), new Trial.Handout(agent, true, false, 1));
    }

    static Trial trial(Run run, Trial.@Nullable Handout handout) {
        return new Trial(run, List.of(), OptionalDouble.empty(), handout);
    }

    static Trial logged(String name, RunState state, Double... values) {
        return new Trial(
                run(name, 0, state, false),
                List.of(values),
                OptionalDouble.empty(),
                new Trial.Handout(HERE, true, true, 1));
    }

    static Run run(String name, int x, RunState state, boolean stopRequested) {
        return new Run(
                name.hashCode(),
                1,
                1,
                name,
                name,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "sweep",
                List.of(),
                Json.text(Map.of("x", Map.of("value", x))),
                "{}",
                "{}",
                state,
                false,
                null,
                stopRequested,
                0,
                0,
                0,
                0,
                0,
                null);
    }

    /** What agent {@link #HERE} is told that has these runs. */
    static Plan plan(Situation situation, String... active) {
        return Plan.of(situation, new Plan.Question(HERE, Set.of(active), "fresh"));
    }
}
