package io.wandb4j.settings;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A step of a run, at which the run is rewound or another is forked off.
 *
 * @param runId the id of the run
 * @param step the last step that is kept; whole numbers are usual, a fraction counts as the whole number towards zero */
public record RunMoment(String runId, double step) {
    private static final Pattern FORM = Pattern.compile("([^\\s/?#;]+)\\?_step=([^\\s&;#]+)");

    /** Checks the step. */
    public RunMoment {
        requireNonNull(runId, "runId");
        if (!(step >= -1 && step < 1L << 53)) {
            throw new UsageException("the step " + step + " of run " + runId + " must be a number, -1 or more");
        }
    }

    /** The moment that a text of the form {@code RUNID?_step=N} stands for.
     *
     * @throws UsageException if it has another form */
    public static RunMoment parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            try {
                return new RunMoment(matcher.group(1), Double.parseDouble(matcher.group(2)));
            } catch (NumberFormatException e) {
                throw new UsageException(malformed(text), e);
            }
        }
        throw new UsageException(malformed(text));
    }

    /** The step that the first new row gets. */
    public long nextStep() {
        return (long) step + 1;
    }

    @Override
    public String toString() {
        return runId + "?_step=" + (step == Math.rint(step) ? Long.toString((long) step) : Double.toString(step));
    }

    private static String malformed(String text) {
        return "Could not parse passed run moment string '" + text
                + "', expected format '<run>?<metric>=<numeric_value>'. Currently, only the metric '_step' is supported."
                + " Example: 'ans3bsax?_step=123'.";
    }
}
