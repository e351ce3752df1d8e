package io.wandb4j.sweep;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweeps.config.Controller;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;

/** Searches and judges for a sweep of a server whose config says {@code controller: {type: local}}; agents do the runs.
 *
 * <p>Follows W&amp;B's protocol of local controllers, so agents of any client work with it. As many runs wait for an agent as go
 * on, so that agents work side by side; early termination sees the whole history. It keeps nothing of its own: another
 * controller may take over at any time. */
public final class SweepController {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Set<String> OPEN = Set.of("PENDING", "RUNNING", "PAUSED");

    private final SweepPath path;
    private final Settings settings;
    private final Duration interval;
    private final Departure departure = new Departure();
    private final SplittableRandom random = new SplittableRandom();

    private SweepController(SweepPath path, Settings settings, Duration interval) {
        this.path = path;
        this.settings = settings;
        this.interval = interval;
    }

    /** A controller that works until the sweep is over.
     *
     * @param sweep {@code ID}, {@code PROJECT/ID} or {@code ENTITY/PROJECT/ID}
     * @throws UsageException if that names no sweep */
    public static SweepController of(String sweep) {
        return new SweepController(SweepPath.parse(sweep), Settings.builder().build(), INTERVAL);
    }

    /** The same controller with other settings: server and key. */
    public SweepController with(Settings other) {
        return new SweepController(path, requireNonNull(other, "settings"), interval);
    }

    /** The same controller with another time between two looks at the sweep. */
    public SweepController every(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new UsageException("a controller's interval must be longer than nothing, but is " + time);
        }
        return new SweepController(path, settings, time);
    }

    /** Works in this thread until the sweep is over, or {@link #leave()}.
     *
     * @return what the sweep found so far
     * @throws io.wandb4j.errors.WandbException if it cannot begin: no key, no server, no such sweep, or one that its server
     *     controls */
    public SweepResults run() {
        Settings resolved = settings.resolved();
        Terminal terminal = Terminal.of(resolved);
        try (SweepService service = SweepService.open(resolved)) {
            ControlledSweep sweep = service.controlled(service.find(path, resolved));
            if (sweep.config().controller() != Controller.LOCAL) {
                throw new UsageException(
                        "sweep " + path.id() + " is controlled by its server; a sweep for this command is"
                                + " made with `controller: {type: local}` in its config");
            }
            terminal.line("Controlling sweep " + path.id() + " ("
                    + sweep.config().method().wireName() + ")");
            while (OPEN.contains(sweep.state()) && !departure.isWanted()) {
                sweep = step(service, sweep, terminal);
            }
            terminal.line("Sweep " + path.id() + " is " + sweep.state() + " with "
                    + sweep.runs().size() + " runs.");
            return new SweepResults(sweep.config(), sweep.runs());
        }
    }

    /** Asks the controller to leave; from any thread. The sweep stays as it is. */
    public void leave() {
        departure.request();
    }

    private ControlledSweep step(SweepService service, ControlledSweep sweep, Terminal terminal) {
        try {
            ControllerPlan plan = ControllerPlan.of(sweep, random.split());
            if (!plan.text().equals(sweep.controller())) {
                service.control(sweep, plan.text());
            }
            departure.await(interval);
            return service.controlled(sweep.place());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            departure.request();
        } catch (CommunicationException e) {
            terminal.warnOnce("controller", "the server does not answer, trying on: " + e.getMessage());
            pauseAfterFailure();
        }
        return sweep;
    }

    private void pauseAfterFailure() {
        try {
            departure.await(interval);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            departure.request();
        }
    }
}
