package io.wandb4j.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Adds up what kills left, one line per kind of round. */
final class KillTally {
    private final String client;
    private final Map<String, Sum> cells = new LinkedHashMap<>();

    KillTally(String client) {
        this.client = client;
    }

    void add(Round round, KilledLog log) {
        cells.merge(round.cell(), Sum.of(round, log), Sum::plus);
    }

    /** Writes the table with a remark into the build folder and shows it. */
    void write(String name, String remark) throws IOException {
        StringBuilder table = new StringBuilder("| " + client + ": rate | threads | rounds | interrupted | with step="
                + " | calls returned | rows recovered | lost | open row not there | torn |\n"
                + "|---|---|---|---|---|---|---|---|---|---|\n");
        cells.forEach((cell, sum) -> table.append(sum.line(cell)));
        cells.values().stream().reduce(Sum::plus).ifPresent(all -> table.append(all.line("all | all")));
        table.append(remark).append(System.lineSeparator());
        Files.writeString(Files.createDirectories(Path.of("target")).resolve(name), table);
        System.out.println(table);
    }

    private record Sum(
            int rounds, int interrupted, int steps, long printed, long recovered, long missing, long open, long torn) {
        static Sum of(Round round, KilledLog log) {
            long open = log.lastIsOpen() && round.steps() ? 1 : 0;
            return new Sum(
                    1,
                    round.interrupted() ? 1 : 0,
                    round.steps() ? 1 : 0,
                    log.printed(),
                    log.recovered(),
                    log.missing() - open,
                    open,
                    log.torn() + log.broken());
        }

        Sum plus(Sum other) {
            return new Sum(
                    rounds + other.rounds,
                    interrupted + other.interrupted,
                    steps + other.steps,
                    printed + other.printed,
                    recovered + other.recovered,
                    missing + other.missing,
                    open + other.open,
                    torn + other.torn);
        }

        String line(String cell) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d |%n",
                    cell,
                    rounds,
                    interrupted,
                    steps,
                    printed,
                    recovered,
                    missing,
                    open,
                    torn);
        }
    }
}
