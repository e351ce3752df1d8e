package io.wandb4j.sweep;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.record.RunIds;
import io.wandb4j.internal.sweep.KeptRun;
import io.wandb4j.internal.sweep.KeptSweep;
import io.wandb4j.internal.sweep.RunMetrics;
import io.wandb4j.internal.sweep.SweepFile;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.search.Search;
import io.wandb4j.sweeps.stopping.Stopping;
import io.wandb4j.sync.RunLogs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sweep without a server: finds the values, hands them out, and judges the runs, in the process of the agents.
 *
 * <p>All it goes by is the sweep's file and the logs of its runs, so that a process may die at any moment, others may work on
 * the same sweep meanwhile, and another one goes on. Safe for use by several threads. */
final class LocalController implements Employer {
    private static final Logger log = LoggerFactory.getLogger(LocalController.class);

    private final SweepFile file;
    private final SweepFile.Agents agents;
    private final RunMetrics metrics;
    private volatile Snapshot snapshot;

    private record Snapshot(long stamp, KeptSweep sweep) {}

    private LocalController(SweepFile file, KeptSweep sweep, Path wandb) {
        this.file = file;
        this.agents = file.agents();
        this.metrics = new RunMetrics(wandb, sweep.config().metric());
        this.snapshot = new Snapshot(0, sweep);
    }

    /** Makes a sweep, or finds the one of that id that was made before.
     *
     * @throws UsageException if it cannot be written, or there is one of that id with another config */
    static KeptSweep create(SweepConfig config, Settings settings, String id, String entity, String project) {
        if (!Search.methods().contains(config.method())) {
            throw new UsageException("there is no search by method "
                    + config.method().wireName() + ": take another one, or make the sweep on a server");
        }
        long seed = new SplittableRandom().nextLong();
        KeptSweep wanted = new KeptSweep(id, entity, project, config, seed, false, List.of());
        SweepFile file = SweepFile.of(RunLogs.folder(settings.rootDir()), id);
        KeptSweep sweep = file.create(wanted);
        if (!sweep.config().equals(config)) {
            throw new UsageException("the sweep " + id + " in " + file.path()
                    + " has another config: give this one another id, or go on with the config of before");
        }
        return sweep;
    }

    /** Opens a sweep that was made before.
     *
     * @throws UsageException if there is none, or its file is broken */
    static LocalController open(String id, Settings settings) {
        Path wandb = RunLogs.folder(settings.rootDir());
        SweepFile file = SweepFile.of(wandb, id);
        return new LocalController(file, file.read(), wandb);
    }

    @Override
    public SweepService.Stored sweep() {
        KeptSweep sweep = snapshot.sweep();
        return new SweepService.Stored(
                sweep.id(), sweep.entity(), sweep.project(), sweep.config().toYaml(), List.of());
    }

    /** All runs so far, the oldest first. */
    List<SweepRun> runs() {
        return runs(current());
    }

    @Override
    public Orders hire() {
        int agent = agents.take();
        change(sweep -> sweep.with(run -> run.agent() == agent ? settled(run) : run)); // of the one before, who died
        return new Desk(agent);
    }

    @Override
    public void close() {
        metrics.close();
        agents.close();
    }

    /** What to do next for an agent that has nothing to do. */
    private Command next(int agent) {
        AtomicReference<@Nullable KeptRun> next = new AtomicReference<>();
        change(before -> {
            KeptSweep sweep = reviewed(before.with(run -> agents.isAlive(run.agent()) ? run : settled(run)));
            Optional<KeptRun> run = sweep.over() ? Optional.empty() : draw(sweep);
            run = run.map(found -> found.handedTo(agent));
            next.set(run.orElse(null));
            return run.map(found -> with(sweep, found)).orElse(sweep);
        });
        KeptRun run = next.get();
        return run == null ? Command.exit() : Command.run(run.id(), run.values());
    }

    /** A run that waits for an agent, else one with new values; empty if there are none. */
    private Optional<KeptRun> draw(KeptSweep sweep) {
        Optional<KeptRun> waiting = sweep.runs().stream()
                .filter(run -> run.state() == RunState.PENDING)
                .findFirst();
        if (waiting.isPresent() || isCapReached(sweep)) {
            return waiting;
        }
        return Search.next(sweep.config(), runs(sweep), sweep.generator())
                .map(values -> new KeptRun(RunIds.runId(), RunState.PENDING, false, 0, values));
    }

    private static KeptSweep with(KeptSweep sweep, KeptRun run) {
        return sweep.run(run.id()).isPresent()
                ? sweep.with(other -> other.id().equals(run.id()) ? run : other)
                : sweep.plus(run);
    }

    /** A run that nobody has any more, as its log tells. */
    private KeptRun settled(KeptRun run) {
        if (run.state() != RunState.RUNNING) {
            return run;
        }
        if (!metrics.hasLog(run.id())) {
            return run.in(RunState.PENDING); // it never began, so somebody else gets it
        }
        return run.in(metrics.exitCode(run.id())
                .map(code -> code == 0 ? RunState.FINISHED : RunState.FAILED)
                .orElse(RunState.CRASHED));
    }

    private void end(String runId) {
        change(sweep -> reviewed(sweep.with(run -> run.id().equals(runId) ? ended(run) : run)));
    }

    private KeptRun ended(KeptRun run) {
        KeptRun settled = settled(run);
        return settled.state() == RunState.PENDING ? run.in(RunState.FAILED) : settled; // it could not begin
    }

    /** The sweep, done if there is nothing more to try or the target is reached. */
    private KeptSweep reviewed(KeptSweep sweep) {
        boolean allOver = sweep.runs().stream().allMatch(run -> run.state().isTerminal());
        return isTargetReached(sweep) || (allOver && isExhausted(sweep)) ? sweep.done() : sweep;
    }

    private boolean isExhausted(KeptSweep sweep) {
        boolean ends = Search.size(sweep.config()).isPresent();
        return isCapReached(sweep)
                || (ends
                        && Search.next(sweep.config(), runs(sweep), sweep.generator())
                                .isEmpty());
    }

    private static boolean isCapReached(KeptSweep sweep) {
        return sweep.config().runCap().isPresent()
                && sweep.runs().size() >= sweep.config().runCap().getAsLong();
    }

    private boolean isTargetReached(KeptSweep sweep) {
        Optional<Metric> metric =
                sweep.config().metric().filter(wanted -> wanted.target().isPresent());
        return metric.isPresent() && runs(sweep).stream().anyMatch(run -> reaches(metric.get(), run));
    }

    private static boolean reaches(Metric metric, SweepRun run) {
        return run.history().stream().anyMatch(value -> metric.isReachedBy(value.doubleValue()))
                || (run.summary().isPresent()
                        && metric.isReachedBy(run.summary().getAsDouble()));
    }

    /** Whether a run is not worth going on with; noted if so. */
    private boolean isBad(String runId) {
        KeptSweep sweep = current();
        if (!Stopping.judge(sweep.config(), runs(sweep)).stop().contains(runId)) {
            return false;
        }
        change(now -> now.with(run -> run.id().equals(runId) ? run.stoppedEarly() : run));
        return true;
    }

    private List<SweepRun> runs(KeptSweep sweep) {
        return sweep.runs().stream().map(metrics::of).toList();
    }

    private void change(UnaryOperator<KeptSweep> change) {
        KeptSweep changed = file.change(change);
        snapshot = new Snapshot(file.stamp(), changed);
    }

    /** The sweep with what others have done to it. */
    private KeptSweep current() {
        Snapshot known = snapshot;
        long stamp = file.stamp();
        if (stamp != known.stamp()) {
            known = new Snapshot(stamp, file.read());
            snapshot = known;
        }
        return known.sweep();
    }

    /** Where one agent gets its orders. */
    private final class Desk implements Orders {
        private final int agent;

        Desk(int agent) {
            this.agent = agent;
        }

        @Override
        public Optional<Command> next() {
            return Optional.of(LocalController.this.next(agent));
        }

        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public void pause(Departure departure) {
            throw new IllegalStateException("there is always something to do, if only to leave");
        }

        @Override
        public Watch watch(String runId) {
            return new Judged(runId);
        }
    }

    /** A run that goes on; judged whenever it has logged the metric again. */
    private final class Judged implements Orders.Watch {
        private final String runId;
        private int judged;
        private volatile boolean bad;
        private volatile boolean returned;

        Judged(String runId) {
            this.runId = runId;
        }

        @Override
        public boolean isStopRequested() {
            return bad || (!returned && judge());
        }

        @Override
        public void functionReturned() {
            returned = true;
        }

        private synchronized boolean judge() {
            int values = metrics.count(runId);
            if (!bad && values > judged) {
                judged = values;
                try {
                    bad = isBad(runId);
                } catch (UsageException e) { // must not end a training
                    log.warn("run {} cannot be judged: {}", runId, e.getMessage());
                }
            }
            return bad;
        }

        @Override
        public void close() {
            end(runId);
        }
    }
}
