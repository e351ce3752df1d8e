package io.wandb4j.sweep;

import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts a program with the sweep's values, and waits for it to end.
 *
 * <p>The program finds the values among its arguments, as the sweep's command says, and the run in its environment, where the
 * clients of any language look for it. */
final class ProgramTrial implements Trial {
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Result FAILED = new Result(Outcome.FAILED, Optional.empty());

    private final Settings settings;
    private final SweepService.Stored sweep;
    private final SweepConfig config;
    private final Environment environment;
    private final Orders orders;
    private final Departure departure;
    private final @Nullable SignalForwarding forwarding;
    private final Terminal terminal;
    private final Duration killDelay;

    ProgramTrial(
            Settings settings,
            SweepService.Stored sweep,
            Environment environment,
            Orders orders,
            Departure departure,
            @Nullable SignalForwarding forwarding,
            Terminal terminal) {
        this.settings = settings;
        this.sweep = sweep;
        this.config = SweepConfig.parse(sweep.config());
        this.environment = environment;
        this.orders = orders;
        this.departure = departure;
        this.forwarding = forwarding;
        this.terminal = terminal;
        this.killDelay = KillDelay.of(environment.variables());
    }

    @Override
    public Result run(Command command) {
        command.announce(terminal);
        try {
            Process process = start(command);
            Thread end = new Thread(process::destroy); // who kills the agent must not leave its program behind
            Runtime.getRuntime().addShutdownHook(end);
            try {
                return await(process, command.runId());
            } finally {
                forget(end);
            }
        } catch (IOException e) {
            terminal.warn("Run " + command.runId() + " could not start: " + e.getMessage());
            return FAILED;
        }
    }

    private Process start(Command command) throws IOException {
        ParameterFiles files = ParameterFiles.of(settings.rootDir(), sweep.id(), command.runId());
        files.writeYaml(command.values());
        List<String> words = words(command, files);
        if (words.isEmpty()) {
            throw new IOException("the sweep names no program and its command is empty; give its config a program");
        }
        terminal.line("About to run command: " + String.join(" ", words));
        ProcessBuilder builder = new ProcessBuilder(forwarding == null ? deafToInterrupts(words) : words).inheritIO();
        builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
        describe(builder.environment(), command, files.yaml());
        return builder.start();
    }

    private List<String> words(Command command, ParameterFiles files) throws IOException {
        String program = command.program().isEmpty() ? config.program().orElse("") : command.program();
        String path = environment.variables().getOrDefault("PATH", "");
        return new ProgramCommand(
                        program,
                        Interpreter.of(program, Path.of("").toAbsolutePath(), path),
                        command.values(),
                        environment.variables(),
                        environment.isWindows(),
                        () -> files.writeJson(command.values()))
                .words(config.command());
    }

    private void describe(Map<String, String> variables, Command command, Path values) {
        variables.clear();
        variables.putAll(environment.variables());
        variables.remove("WANDB_SERVICE");
        variables.put("WANDB_SWEEP_ID", sweep.id());
        if (sweep.entity().isEmpty()) {
            variables.remove("WANDB_ENTITY");
        } else {
            variables.put("WANDB_ENTITY", sweep.entity());
        }
        if (settings.mode() == Mode.OFFLINE) {
            variables.put("WANDB_MODE", "offline");
        }
        variables.put("WANDB_PROJECT", sweep.project());
        variables.put("WANDB_RUN_ID", command.runId());
        if (command.resumes()) {
            variables.putIfAbsent("WANDB_RESUME", "allow");
        }
        variables.put("WANDB_DIR", settings.rootDir().toAbsolutePath().toString());
        variables.put("WANDB_SWEEP_PARAM_PATH", values.toAbsolutePath().toString());
    }

    // A terminal's Ctrl+C reaches every process of the group; the first one is for the agent only.
    private List<String> deafToInterrupts(List<String> words) {
        if (environment.isWindows()) {
            return words;
        }
        List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
        wrapped.addAll(words);
        return wrapped;
    }

    private Result await(Process process, String runId) {
        boolean stopped = false;
        boolean interrupted = false;
        long askedAt = 0;
        long signalledAt = 0;
        try (Orders.Watch watch = orders.watch(runId)) {
            while (process.isAlive()) {
                if (forward(process) && signalledAt == 0) {
                    signalledAt = System.nanoTime();
                }
                if (!stopped && (watch.isStopRequested() || departure.isUrgent())) {
                    stopped = true;
                    askedAt = System.nanoTime();
                    process.destroy();
                }
                boolean tooLong = stopped && System.nanoTime() - askedAt > killDelay.toNanos();
                if (tooLong || departure.isForced() || isOverdue(signalledAt)) {
                    process.destroyForcibly();
                }
                interrupted |= !glance(process);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended(process.exitValue(), stopped, runId);
    }

    /** Hands on the signals that came; whether there were any. */
    private boolean forward(Process process) {
        boolean any = false;
        for (Optional<String> signal = departure.nextSignal(); signal.isPresent(); signal = departure.nextSignal()) {
            if (forwarding != null) {
                any = true;
                try {
                    forwarding.send(signal.get(), process, environment.isWindows());
                } catch (IOException e) {
                    terminal.warn("Sweep Agent: cannot hand on the signal " + signal.get() + ": " + e.getMessage());
                }
            }
        }
        return any;
    }

    private boolean isOverdue(long signalledAt) {
        return forwarding != null && signalledAt != 0 && forwarding.isOver(System.nanoTime() - signalledAt);
    }

    private boolean glance(Process process) {
        try {
            boolean ignored = process.waitFor(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            departure.request(); // the program goes on to its end, and the agent with it
            return false;
        }
    }

    private Result ended(int exitCode, boolean stopped, String runId) {
        terminal.detail("Sweep Agent: run " + runId + " ended with exit code " + exitCode);
        Outcome outcome = stopped ? Outcome.STOPPED : exitCode == 0 ? Outcome.FINISHED : Outcome.FAILED;
        return new Result(outcome, Optional.empty());
    }

    private File nothing() {
        return new File(environment.isWindows() ? "NUL" : "/dev/null");
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the hook with it
        }
    }
}
