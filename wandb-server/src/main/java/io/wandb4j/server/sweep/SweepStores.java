package io.wandb4j.server.sweep;

import io.wandb4j.server.db.Database;
import io.wandb4j.server.run.RunStores;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Everything that is kept about sweeps, in one hand. */
public record SweepStores(Sweeps sweeps, SweepAgents agents, Scheduling scheduling) {

    // Agents report every five seconds; none that lives is silent for so long.
    private static final Duration LONGEST_AGENT_TIMEOUT = Duration.ofMinutes(1);

    /** The sweeps in the database, which from now on follow what their runs send.
     *
     * @param crashTimeout for how long a run may be silent before it counts as crashed; an agent may not be so for longer */
    public static SweepStores open(Database database, RunStores runs, Clock clock, Duration crashTimeout) {
        Sweeps sweeps = new Sweeps(database, clock, new SecureRandom()::nextLong);
        SweepAgents agents = new SweepAgents(
                database,
                sweeps,
                clock,
                crashTimeout.compareTo(LONGEST_AGENT_TIMEOUT) < 0 ? crashTimeout : LONGEST_AGENT_TIMEOUT);
        Scheduling scheduling =
                new Scheduling(database, sweeps, agents, runs.projects(), runs.runs(), runs.lines(), clock);
        runs.stream().onProgress(scheduling::progress);
        return new SweepStores(sweeps, agents, scheduling);
    }
}
