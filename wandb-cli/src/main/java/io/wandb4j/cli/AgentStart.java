package io.wandb4j.cli;

import io.wandb4j.errors.WandbException;
import io.wandb4j.settings.Environment;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.ProgramAgent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the program of a sweep for each run that the server hands out. */
@Command(
        name = "agent",
        description = "Work on a sweep: start its program with new values again and again, until all is tried.",
        footer = {
            "The program gets the values as the sweep's command says, by default as --name=value.",
            "Without a command, .py files are started with python, jars, .java files and classes on CLASSPATH with java.",
            "When all is tried, it prints the best runs and which parameters the metric hangs on.",
            "Ctrl+C ends the agent after the run that goes on; again, it ends that run; a third time, it kills it."
        })
final class AgentStart implements Callable<Integer> {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SweepPlace place;

    @Option(names = "--count", paramLabel = "N", description = "Do so many runs at most.")
    private @Nullable Integer count;

    @Option(
            names = {"-f", "--forward-signals"},
            description =
                    "Hand Ctrl+C and the signals TERM and HUP on to the program that runs, so that it can end in order.")
    private boolean forwardSignals;

    @Option(
            names = {"-t", "--term-timeout"},
            paramLabel = "SECONDS",
            description = "With --forward-signals: kill a program that goes on for so long after the first signal.")
    private @Nullable Integer termTimeout;

    AgentStart(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ProgramAgent agent = ProgramAgent.of(place.sweep(), environment).with(place.settings());
        if (count != null) {
            agent = agent.count(count);
        }
        if (forwardSignals) {
            agent = agent.forwardingSignals(termTimeout == null ? null : Duration.ofSeconds(termTimeout));
        }
        AgentReport report = leavingOnSignals(agent).run();
        switch (report.ending()) {
            case SWEEP_DONE, COUNT_REACHED -> tellFindings();
            case SWEEP_GONE -> {
                return ExitCode.SOFTWARE;
            }
            case TOO_MANY_FAILURES, INTERRUPTED -> {}
        }
        return ExitCode.OK;
    }

    private void tellFindings() {
        try {
            new SweepFindings(place.sweep(), place.settings().resolved(environment))
                    .print(spec.commandLine().getOut());
        } catch (WandbException e) {
            Messages.of(spec).warn("cannot read what the sweep found: " + e.getMessage());
        }
    }

    private ProgramAgent leavingOnSignals(ProgramAgent agent) {
        // At a terminal Ctrl+C reaches the program by itself, which is deaf to it unless signals are forwarded.
        boolean atTerminal = System.console() != null;
        leaveOn("INT", "ctrl-c", () -> {
            if (atTerminal) {
                agent.leave();
            } else {
                agent.leave("INT");
            }
        });
        if (forwardSignals) {
            for (String signal : List.of("TERM", "HUP")) {
                leaveOn(signal, "SIG" + signal, () -> agent.leave(signal));
            }
        }
        return agent;
    }

    private void leaveOn(String signal, String label, Runnable leave) {
        Messages messages = Messages.of(spec);
        Signals.register(signal, () -> {
            messages.line(label + " received. Waiting for runs to end. Send " + label + " again to terminate them.");
            leave.run();
        });
    }
}
