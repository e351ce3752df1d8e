package io.wandb4j.run;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Random ids as the protocol wants them: lower-case letters and digits. */
final class RunIds {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    /** The id of a run. */
    static String runId() {
        return random(8);
    }

    static String random(int length) {
        return RANDOM.ints(length, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
    }
}
