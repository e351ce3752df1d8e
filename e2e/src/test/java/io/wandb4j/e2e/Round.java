package io.wandb4j.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How one process logs, and when it is killed; drawn before it starts.
 *
 * @param rate rows a second of all threads together; 0 is as fast as it goes
 * @param interrupted whether the logging threads are interrupted now and then
 * @param steps whether rows are logged at a given step, in two parts
 * @param millis from the moment the process is ready to the kill
 */
record Round(int number, int rate, int threads, boolean interrupted, boolean steps, int millis) {
    private static final int[] RATES = {1, 10, 100, 0};
    private static final int[] LONGEST_MILLIS = {6_000, 3_000, 2_000, 800};
    private static final int[] THREADS = {1, 8};

    /** Rounds of all eight kinds in turn. */
    static List<Round> draw(int count, long seed) {
        Random random = new Random(seed);
        List<Round> rounds = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int kind = 3 * number % (RATES.length * THREADS.length); // unlike kinds come first, for few rounds
            int rate = kind / THREADS.length;
            rounds.add(new Round(
                    number,
                    RATES[rate],
                    THREADS[kind % THREADS.length],
                    random.nextInt(3) == 0,
                    random.nextInt(4) == 0,
                    random.nextInt(LONGEST_MILLIS[rate])));
        }
        return rounds;
    }

    /** What rounds of this kind have in common. */
    String cell() {
        return String.format(Locale.ROOT, "%s | %d", rate == 0 ? "unlimited" : rate + "/s", threads);
    }

    List<String> arguments() {
        return List.of(
                Integer.toString(number),
                Integer.toString(rate),
                Integer.toString(threads),
                Boolean.toString(interrupted),
                Boolean.toString(steps));
    }

    /** What {@link #arguments} says; the moment of the end stays with the killer. */
    static Round parse(List<String> arguments) {
        return new Round(
                Integer.parseInt(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Boolean.parseBoolean(arguments.get(3)),
                Boolean.parseBoolean(arguments.get(4)),
                0);
    }
}
