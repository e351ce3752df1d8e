package io.wandb4j.sweeps.config;

import java.util.List;
import java.util.stream.Collectors;

/** A sweep config that cannot work; it names every problem at once. */
public final class InvalidSweepException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // a list of records of plain values
    private final List<Problem> problems;

    InvalidSweepException(List<Problem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    InvalidSweepException(Problem problem, Throwable cause) {
        super(text(List.of(problem)), cause);
        this.problems = List.of(problem);
    }

    /** Everything that is wrong, in the order of the config. */
    public List<Problem> problems() {
        return problems;
    }

    private static String text(List<Problem> problems) {
        if (problems.size() == 1) {
            return "invalid sweep config: " + problems.get(0);
        }
        return problems.stream()
                .map(problem -> "\n  - " + problem)
                .collect(Collectors.joining("", "invalid sweep config, " + problems.size() + " problems:", ""));
    }
}
