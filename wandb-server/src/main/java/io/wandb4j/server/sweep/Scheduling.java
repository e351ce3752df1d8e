package io.wandb4j.server.sweep;

import io.wandb4j.server.auth.User;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.run.Names;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.Projects;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunLines;
import io.wandb4j.server.run.Runs;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Answers agents and watches over the runs of sweeps.
 *
 * <p>Each answer is decided on what is stored and written down in the same transaction, one after the other: no two
 * agents get the same, and nothing is forgotten when the server ends.
 */
public final class Scheduling {

    private final Database database;
    private final Sweeps sweeps;
    private final SweepAgents agents;
    private final Projects projects;
    private final Runs runs;
    private final MetricHistories histories;
    private final Clock clock;

    /** Decides about these sweeps and their runs. */
    public Scheduling(
            Database database,
            Sweeps sweeps,
            SweepAgents agents,
            Projects projects,
            Runs runs,
            RunLines lines,
            Clock clock) {
        this.database = database;
        this.sweeps = sweeps;
        this.agents = agents;
        this.projects = projects;
        this.runs = runs;
        this.histories = new MetricHistories(lines);
        this.clock = clock;
    }

    /** What the agent shall do, as agents read it, given the runs that it says it has. */
    public String heartbeat(long agent, Set<String> active, User user) {
        Sweep asked = sweeps.get(agents.get(agent).sweepId());
        Project project = projects.get(asked.projectId());
        return database.write(handle -> {
            touch(handle, agent, asked.id());
            Ledger ledger = new Ledger(handle, asked.id(), project, user, sweeps, runs);
            ledger.write(Review.of(situation(handle, asked.id())));
            Plan plan = Plan.of(situation(handle, asked.id()), new Plan.Question(agent, active, Names.id()));
            ledger.write(plan.changes());
            if (plan.endsRuns()) {
                ledger.write(Review.of(situation(handle, asked.id())));
            }
            return Command.text(plan.commands());
        });
    }

    /** Looks at a run that went on or ended: what it logged may end it, another run of its sweep, or the sweep. */
    public void progress(long run) {
        Run moved = runs.get(run);
        String sweep = moved.sweepName();
        if (sweep == null) {
            return;
        }
        Project project = projects.get(moved.projectId());
        sweeps.find(project, sweep)
                .filter(found -> moved.state().isOver() || Situation.needsValues(found.config()))
                .ifPresent(found -> review(found, project));
    }

    /** The best value of the metric in the runs' summaries; empty without a metric or a value. */
    public OptionalDouble best(Sweep sweep) {
        Optional<Metric> metric = sweep.config().metric();
        if (metric.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] values = runs.ofSweep(sweep.projectId(), sweep.name()).stream()
                .map(run -> SummaryMetric.of(run.summary(), metric.get()))
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return switch (metric.get().goal()) {
            case MINIMIZE -> Arrays.stream(values).min();
            case MAXIMIZE -> Arrays.stream(values).max();
        };
    }

    /** The sweep's runs as searches see them, the oldest first. */
    public List<SweepRun> runs(Sweep sweep) {
        return database.read(handle -> situation(handle, sweep.id())).trials().stream()
                .map(Trial::forSearch)
                .toList();
    }

    private void review(Sweep sweep, Project project) {
        User owner = new User(project.entityId(), project.entityName());
        database.change(handle -> new Ledger(handle, sweep.id(), project, owner, sweeps, runs)
                .write(Review.of(situation(handle, sweep.id()))));
    }

    private Situation situation(Handle handle, long id) {
        Sweep sweep = sweeps.get(handle, id);
        SweepConfig config = sweep.config();
        Map<Long, Trial.Handout> handouts = handouts(handle, id);
        Optional<Metric> metric = config.metric();
        boolean values = Situation.needsValues(config);
        List<Trial> trials = new ArrayList<>();
        for (Run run : runs.ofSweep(handle, sweep.projectId(), sweep.name())) {
            trials.add(new Trial(
                    run,
                    values && metric.isPresent()
                            ? histories.of(run, metric.get().name())
                            : List.of(),
                    metric.map(wanted -> SummaryMetric.of(run.summary(), wanted))
                            .orElse(OptionalDouble.empty()),
                    handouts.get(run.id())));
        }
        return Situation.of(sweep, config, trials);
    }

    private Map<Long, Trial.Handout> handouts(Handle handle, long sweep) {
        Map<Long, Boolean> alive = new HashMap<>();
        agents.list(handle, sweep).forEach(agent -> alive.put(agent.id(), agents.isAlive(agent)));
        return handle.createQuery("SELECT * FROM sweep_trial WHERE sweep_id = ?")
                .bind(0, sweep)
                .<Map<Long, Trial.Handout>>reduceRows(new HashMap<>(), (handouts, row) -> {
                    long agent = row.getColumn("agent_id", Long.class);
                    boolean seen = row.getColumn("seen", Boolean.class);
                    int count = row.getColumn("handouts", Integer.class);
                    handouts.put(
                            row.getColumn("run_id", Long.class),
                            new Trial.Handout(agent, alive.getOrDefault(agent, false), seen, count));
                    return handouts;
                });
    }

    private void touch(Handle handle, long agent, long sweep) {
        handle.execute("UPDATE sweep_agent SET heartbeat_at = ?, exited = 0 WHERE id = ?", clock.millis(), agent);
        handle.execute("UPDATE sweep SET heartbeat_at = ? WHERE id = ?", clock.millis(), sweep);
    }
}
