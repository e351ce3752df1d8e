package io.wandb4j.run;

import io.wandb4j.internal.log.RowEncoder;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.record.Cell;
import io.wandb4j.internal.record.Column;
import io.wandb4j.internal.record.Columns;
import io.wandb4j.internal.record.Metrics;
import io.wandb4j.internal.record.RawJson;
import io.wandb4j.internal.record.Row;
import io.wandb4j.internal.record.Steps;
import io.wandb4j.internal.record.SummaryState;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.terminal.HistorySample;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.NumberRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns calls of {@code log} into rows of the log: step rules, definitions, summary, encoding.
 *
 * <p>Not safe for several threads; {@link History} keeps them apart. */
final class RowRecorder {
    private final RunStream stream;
    private final Terminal terminal;
    private final RunClock clock;
    private final Steps steps;

    private final Columns columns = new Columns();

    private final Column stepColumn = columns.root().child("_step");

    private final Column timestampColumn = columns.root().child("_timestamp");

    private final Column runtimeColumn = columns.root().child("_runtime");

    private final Column wholeRuntimeColumn = columns.at(List.of("_wandb", "runtime"));

    private final Cell wholeRuntime = new Cell();

    private final Row row = new Row(columns);

    private final Metrics metrics = new Metrics(columns);

    private final SummaryState summary = new SummaryState(columns);

    private final RowEncoder encoder = new RowEncoder();

    private final HistorySample sample = new HistorySample();

    private boolean over;

    /** A recorder that goes on at the step and with the summary of the run's first record. */
    RowRecorder(RunStream stream, Terminal terminal, RunClock clock, RunRecord first) {
        this.stream = stream;
        this.terminal = terminal;
        this.clock = clock;
        this.steps = new Steps(first.getStartingStep());
        first.getSummary()
                .getUpdateList()
                .forEach(item -> summary.set(columns.root().child(item.getKey()), new RawJson(item.getValueJson())));
    }

    void log(NumberRow numbers) {
        if (isOver() || numbers.size() == 0) {
            return;
        }
        boolean timed = false;
        for (int i = 0; i < numbers.size(); i++) {
            Column column = row.column(String.valueOf(numbers.key(i)));
            timed |= column == timestampColumn;
            if (numbers.isWhole(i)) {
                row.put(column, numbers.whole(i));
            } else {
                row.put(column, numbers.number(i));
            }
        }
        if (!timed) {
            row.put(timestampColumn, clock.timestamp());
        }
        closeRow();
        steps.advance();
    }

    void log(Map<?, ?> data, @Nullable Long step, @Nullable Boolean commit) {
        if (isOver() || isPast(step)) {
            return;
        }
        boolean timed = data.containsKey("_timestamp");
        if (steps.closesBefore(step)) {
            closeRow();
            steps.moveTo(step);
        }
        try {
            row.merge(data, this::warnSkipped);
        } finally { // what a map that breaks off has said is no part of the next row
            if (!row.isEmpty() && !timed) {
                row.put(timestampColumn, clock.timestamp());
            }
            if (Steps.closesAfter(step, commit)) {
                closeRow();
                steps.advance();
            }
        }
    }

    private boolean isOver() {
        if (over) { // it was logged while another thread ended the run
            terminal.lost("row(s) that came after the end of the run", "a row came after the end of the run");
        }
        return over;
    }

    /** Whether a step is over already, which is told. */
    boolean isPast(@Nullable Long step) {
        boolean past = steps.isPast(step);
        if (past) {
            warnPast(step);
        }
        return past;
    }

    long step() {
        return steps.current();
    }

    void define(MetricDefinition metric) {
        metrics.define(metric);
        if (!metric.isGlob()) {
            Metrics.reconfigure(columns.named(metric.name()));
        }
        stream.append(RunRecords.metric(metric, false));
    }

    void setSummary(String key, Map<?, ?> values) {
        Row leaf = new Row(new Columns());
        leaf.merge(values, this::warnSkipped);
        if (leaf.isEmpty()) {
            return;
        }
        summary.remove(key);
        stream.append(RunRecords.summaryWithout(List.of(key)));
        for (int i = 0; i < leaf.size(); i++) {
            Column column = leaf.leaf(i);
            summary.setByHand(columns.at(column.path()), column.value().get());
        }
        stream.append(RunRecords.summary(leaf));
    }

    Map<String, @Nullable Object> summary() {
        return SummaryValues.readable(summary.toMap());
    }

    /** The sampled values of every metric. */
    HistorySample sample() {
        return sample;
    }

    /** Closes the row that is open, and takes no other one. */
    void end() {
        over = true;
        closeRow();
    }

    private void closeRow() {
        if (!row.isEmpty()) {
            try {
                record();
            } finally {
                row.clear();
            }
        }
    }

    private void record() {
        double seconds = clock.runtime();
        if (!metrics.isEmpty()) {
            if (!metrics.know(row)) {
                expandGlobs();
                metrics.learn(row);
            }
            metrics.completeSteps(row);
        }
        row.put(stepColumn, steps.current());
        row.put(runtimeColumn, seconds);
        encoder.begin();
        if (wholeRuntime.isNull() || wholeRuntime.asLong() != (long) seconds) {
            wholeRuntime.set((long) seconds);
            encoder.summaryLeaf(wholeRuntimeColumn, wholeRuntime);
        }
        for (int i = 0; i < row.size(); i++) {
            record(row.leaf(i));
        }
        stream.append(encoder, steps.current());
    }

    private void record(Column column) {
        Cell value = column.value();
        if (value.isNumber()) {
            sample.add(column, value.asDouble());
        }
        boolean plain = metrics.isPlain(column);
        if (column.isReshaped() && summary.forget(column)) {
            stream.append(RunRecords.summaryWithout(column.path()));
        }
        encoder.leaf(column, plain && !value.isNull());
        if (plain) {
            summary.follow(column);
        } else {
            summary.reduce(column, metrics.kinds(column), part -> encoder.summaryLeaf(part, part.summary()));
        }
    }

    /** Gives metrics that fall under a glob definitions of their own. */
    private void expandGlobs() {
        for (int i = 0; i < row.size(); i++) {
            Column column = row.leaf(i);
            MetricDefinition glob = metrics.glob(column);
            if (glob != null) {
                stream.append(RunRecords.metric(metrics.define(glob.expandedTo(column.dotted())), true));
                Metrics.reconfigure(column);
            }
        }
    }

    private void warnPast(@Nullable Long step) {
        terminal.lost(
                "row(s) whose step was in the past",
                "Tried to log to step " + step + " that is less than the current step " + steps.current()
                        + ". Steps must be monotonically increasing, so this data will be ignored."
                        + " See https://wandb.me/define-metric to log data out of order.");
    }

    /** Tells that a value is not logged. */
    void warnSkipped(String key, String reason) {
        terminal.lost("value(s) of \"" + key + "\" that cannot be logged", "\"" + key + "\" is not logged: " + reason);
    }
}
