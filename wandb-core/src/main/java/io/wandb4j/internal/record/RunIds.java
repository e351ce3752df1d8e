package io.wandb4j.internal.record;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Random ids as the protocol wants them: lower-case letters and digits. */
public final class RunIds {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    /** The id of a run or a sweep. */
    public static String runId() {
        return random(8);
    }

    /** That many random letters and digits. */
    public static String random(int length) {
        return RANDOM.ints(length, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
    }
}
