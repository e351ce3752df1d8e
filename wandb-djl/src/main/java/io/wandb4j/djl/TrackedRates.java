package io.wandb4j.djl;

import ai.djl.training.tracker.ParameterTracker;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a tracker answers, by the names of parameters.
 *
 * <p>Most answers are those of the batch before, and their decimal forms are only made when they are not. For one thread. */
final class TrackedRates {
    private final ParameterTracker tracker;
    private final List<String> names;
    private final String[] ids;
    private final float[] answers;
    private Map<String, Double> rates = Map.of();

    /** @param ids what the tracker calls each parameter, by its name */
    TrackedRates(ParameterTracker tracker, Map<String, String> ids) {
        this.tracker = tracker;
        this.names = List.copyOf(ids.keySet());
        this.ids = ids.values().toArray(String[]::new);
        this.answers = new float[names.size()];
        Arrays.fill(answers, Float.NaN); // like no answer, not even itself
    }

    /** The rates of an update. */
    Map<String, Double> at(int update) {
        boolean same = true;
        for (int i = 0; i < answers.length; i++) {
            float answer = tracker.getNewValue(ids[i], update);
            same &= answer == answers[i];
            answers[i] = answer;
        }
        if (!same) {
            rates = written();
        }
        return rates;
    }

    private Map<String, Double> written() {
        Map<String, Double> written = new LinkedHashMap<>();
        for (int i = 0; i < answers.length; i++) {
            written.put(names.get(i), Floats.asWritten(answers[i]));
        }
        return written;
    }
}
