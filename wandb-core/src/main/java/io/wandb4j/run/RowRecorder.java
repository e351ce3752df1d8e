package io.wandb4j.run;

import io.wandb4j.internal.log.RowEncoder;
import io.wandb4j.internal.record.Metrics;
import io.wandb4j.internal.record.Row;
import io.wandb4j.internal.record.Steps;
import io.wandb4j.internal.record.SummaryState;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.terminal.HistorySample;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns calls of {@code log} into rows of the log: step rules, definitions, summary, encoding.
 *
 * <p>Not safe for several threads; {@link History} keeps them apart. */
final class RowRecorder {
    private final RunStream stream;
    private final Terminal terminal;
    private final RunClock clock;

    private final Steps steps = new Steps(0);

    private final Row row = new Row();

    private final Metrics metrics = new Metrics();

    private final Map<String, Object> stepValues = new HashMap<>();

    private final SummaryState summary = new SummaryState();

    private final RowEncoder encoder = new RowEncoder();

    private final HistorySample sample = new HistorySample();

    RowRecorder(RunStream stream, Terminal terminal, RunClock clock) {
        this.stream = stream;
        this.terminal = terminal;
        this.clock = clock;
    }

    void log(Map<?, ?> data, @Nullable Long step, @Nullable Boolean commit) {
        if (steps.isPast(step)) {
            warnPast(step);
            return;
        }
        if (steps.closesBefore(step)) {
            closeRow();
            steps.moveTo(step);
        }
        row.merge(data, this::warnSkipped);
        if (!row.isEmpty() && !data.containsKey("_timestamp")) {
            row.put("_timestamp", clock.timestamp());
        }
        if (Steps.closesAfter(step, commit)) {
            closeRow();
            steps.advance();
        }
    }

    long step() {
        return steps.current();
    }

    void define(MetricDefinition metric) {
        MetricDefinition merged = metrics.define(metric);
        if (merged.step() != null) {
            stepValues.putIfAbsent(merged.step(), 0L);
        }
        stream.append(RunRecords.metric(merged, false));
    }

    void setSummary(String key, @Nullable Object value) {
        Row leaf = new Row();
        leaf.merge(Collections.singletonMap(key, value), this::warnSkipped);
        if (!leaf.contains(key)) {
            return;
        }
        summary.remove(key);
        stream.append(RunRecords.summaryWithout(key));
        leaf.forEachLeaf(summary::set);
        stream.append(RunRecords.summary(leaf));
    }

    Map<String, @Nullable Object> summary() {
        return SummaryValues.readable(summary.toMap());
    }

    /** The sampled values of every metric. */
    HistorySample sample() {
        return sample;
    }

    /** Closes the row that is open, if it holds anything. */
    void closeRow() {
        if (row.isEmpty()) {
            return;
        }
        double runtime = clock.runtime();
        if (!metrics.isEmpty()) {
            applyDefinitions();
        }
        row.put("_step", steps.current());
        row.put("_runtime", runtime);
        encoder.begin();
        encoder.summaryLeaf(List.of("_wandb", "runtime"), (long) runtime);
        row.forEachLeaf(this::record);
        stream.append(encoder, steps.current());
        row.clear();
    }

    private void record(List<String> path, @Nullable Object value) {
        if (value instanceof Number number && path.size() == 1) {
            sample.add(path.get(0), number.doubleValue());
        }
        Set<Kind> kinds = metrics.isEmpty() ? Set.of() : kinds(path);
        boolean plain = kinds.isEmpty();
        encoder.leaf(path, value, plain && value != null);
        summary.reduce(path, value, kinds, (leaf, reduced) -> {
            if (!plain) {
                encoder.summaryLeaf(leaf, reduced);
            }
        });
    }

    private Set<Kind> kinds(List<String> path) {
        return metrics.find(String.join(".", path))
                .map(MetricDefinition::summaries)
                .orElse(Set.of());
    }

    private void applyDefinitions() {
        List<String> fresh = new ArrayList<>();
        row.forEachLeaf((path, value) -> {
            String key = String.join(".", path);
            if (metrics.isExpansion(key)) {
                fresh.add(key);
            }
        });
        for (String key : fresh) {
            metrics.find(key).ifPresent(glob -> {
                MetricDefinition expanded = metrics.define(glob.expandedTo(key));
                stream.append(RunRecords.metric(expanded, true));
            });
        }
        metrics.missingSteps(row).forEach(step -> row.put(step, stepValues.getOrDefault(step, 0L)));
        stepValues.replaceAll((step, last) -> {
            Object now = row.get(step);
            return now == null ? last : now;
        });
    }

    private void warnPast(@Nullable Long step) {
        terminal.warnOnce(
                "past step",
                "Tried to log to step " + step + " that is less than the current step " + steps.current()
                        + ". Steps must be monotonically increasing, so this data will be ignored."
                        + " See https://wandb.me/define-metric to log data out of order.");
    }

    private void warnSkipped(String key, String reason) {
        terminal.warnOnce("skipped " + key, "\"" + key + "\" is not logged: " + reason);
    }
}
