package io.wandb4j.server.sweep;

import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunState;
import io.wandb4j.sweeps.SweepRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A run of a sweep, as its scheduling sees it.
 *
 * @param values the sweep's metric as it was logged so far; empty where the sweep has no use for it
 * @param summary the metric in the run's summary
 * @param handout who was given the run; null for a run that joined by itself
 */
record Trial(
        Run run,
        List<Double> values,
        OptionalDouble summary,
        @Nullable Handout handout) {

    // A run that costs one agent after the other its life shall not have them all.
    static final int MOST_HANDOUTS = 10;

    /**
     * That an agent was given the run.
     *
     * @param alive whether the agent was heard of not long ago
     * @param seen whether the agent has said that it has the run
     * @param count how often the run was given to an agent
     */
    record Handout(long agent, boolean alive, boolean seen, int count) {}

    String name() {
        return run.name();
    }

    /** Whether it was handed out and has not begun. */
    boolean isWaiting() {
        return handout != null && run.state() == RunState.PENDING;
    }

    boolean isOver() {
        return run.state().isOver() && !isUnfinished();
    }

    /** Whether it is for another agent to go on with it: it lost its machine, or its agent and its process fell silent. */
    boolean mayGoOn() {
        return isUnfinished() && !(run.silent() && handout != null && handout.alive());
    }

    /** Whether an agent may be needed for it yet: it is not over, and whoever has it may be lost. */
    boolean mayBeLost() {
        return handout != null && !run.stopRequested() && handout.count() < MOST_HANDOUTS && !isOver();
    }

    // A run may fall silent before its agent is missed.
    private boolean isUnfinished() {
        return handout != null
                && !run.stopRequested()
                && handout.count() < MOST_HANDOUTS
                && (run.silent() || run.state() == RunState.PREEMPTED);
    }

    /** Whether it can be gone on with, since its writer has sent something. */
    boolean hasBegun() {
        return run.historyLines() + run.eventsLines() + run.logLines() > 0;
    }

    /** How it ended if its process is gone without a word. */
    RunState abandoned() {
        if (run.stopRequested()) {
            return RunState.KILLED;
        }
        boolean preempted = run.state() == RunState.PREEMPTING || run.state() == RunState.PREEMPTED;
        return preempted ? RunState.PREEMPTED : RunState.CRASHED;
    }

    boolean belongsTo(long agent) {
        return handout != null && handout.agent() == agent;
    }

    /** The run as search and stopping see it. */
    SweepRun forSearch() {
        return new SweepRun(name(), state(), config(), values, summary);
    }

    /** The same without its configuration, which is not cheap to read. */
    SweepRun forStopping() {
        return new SweepRun(name(), state(), Map.of(), values, summary);
    }

    private Map<String, ?> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        Json.stored(run.config()).properties().forEach(entry -> {
            Object plain = Json.plain(entry.getValue());
            if (plain != null) {
                config.put(entry.getKey(), plain);
            }
        });
        return config;
    }

    private io.wandb4j.sweeps.RunState state() {
        if (mayGoOn()) {
            return io.wandb4j.sweeps.RunState.PREEMPTED;
        }
        return io.wandb4j.sweeps.RunState.valueOf(run.state().name());
    }
}
