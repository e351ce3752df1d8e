package io.wandb4j.server.sweep;

import io.wandb4j.server.auth.User;
import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.Names;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunChange;
import io.wandb4j.server.run.RunState;
import io.wandb4j.server.run.Runs;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes down what was decided about a sweep, within one transaction. */
final class Ledger {

    private final Handle handle;
    private final long sweep;
    private final Project project;
    private final User user;
    private final Sweeps sweeps;
    private final Runs runs;

    Ledger(Handle handle, long sweep, Project project, User user, Sweeps sweeps, Runs runs) {
        this.handle = handle;
        this.sweep = sweep;
        this.project = project;
        this.user = user;
        this.sweeps = sweeps;
        this.runs = runs;
    }

    void write(List<Change> changes) {
        changes.forEach(change -> change.writeTo(this));
    }

    void see(Trial trial) {
        handle.execute(
                "UPDATE sweep_trial SET seen = 1 WHERE run_id = ?", trial.run().id());
    }

    void handOutAgain(Trial trial, long agent) {
        handle.execute(
                "UPDATE sweep_trial SET agent_id = ?, seen = 0, handouts = handouts + 1 WHERE run_id = ?",
                agent,
                trial.run().id());
        handle.execute(
                "UPDATE run SET state = 'pending', exit_code = NULL WHERE id = ?",
                trial.run().id());
    }

    void create(String name, Proposal proposal, long agent) {
        Sweep before = sweeps.get(handle, sweep);
        RunChange change = RunChange.pending(
                Names.displayInSweep(before.drawn() + 1), before.name(), Json.text(proposal.config()));
        Run run = runs.write(project, name, change, user).run();
        handle.execute("INSERT INTO sweep_trial (run_id, sweep_id, agent_id) VALUES (?, ?, ?)", run.id(), sweep, agent);
        handle.execute("UPDATE sweep SET drawn = drawn + 1 WHERE id = ?", sweep);
        if (proposal.scheduleId() != null) {
            String scheduler = ControllerWishes.scheduler(before, proposal.scheduleId(), name);
            sweeps.apply(handle, before, new SweepChange(null, null, null, null, null, scheduler));
        }
    }

    void end(Trial trial, RunState state) {
        handle.execute(
                "UPDATE run SET state = ? WHERE id = ?",
                state.toString(),
                trial.run().id());
    }

    void stop(Trial trial) {
        handle.execute(
                "UPDATE run SET stop_requested = 1 WHERE id = ?", trial.run().id());
    }

    void become(SweepState state) {
        sweeps.apply(handle, sweeps.get(handle, sweep), new SweepChange(null, null, null, state, null, null));
    }

    void exit(long agent) {
        handle.execute("UPDATE sweep_agent SET exited = 1 WHERE id = ?", agent);
    }
}
