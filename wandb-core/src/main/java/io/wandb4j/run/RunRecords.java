package io.wandb4j.run;

import com.google.protobuf.Timestamp;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.json.ValueWriter;
import io.wandb4j.internal.log.proto.AlertRecord;
import io.wandb4j.internal.log.proto.ConfigItem;
import io.wandb4j.internal.log.proto.ConfigRecord;
import io.wandb4j.internal.log.proto.HeaderRecord;
import io.wandb4j.internal.log.proto.MetricControl;
import io.wandb4j.internal.log.proto.MetricOptions;
import io.wandb4j.internal.log.proto.MetricRecord;
import io.wandb4j.internal.log.proto.MetricSummary;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunPreemptingRecord;
import io.wandb4j.internal.log.proto.SummaryItem;
import io.wandb4j.internal.log.proto.SummaryRecord;
import io.wandb4j.internal.log.proto.VersionInfo;
import io.wandb4j.internal.record.Column;
import io.wandb4j.internal.record.RawJson;
import io.wandb4j.internal.record.Row;
import io.wandb4j.internal.stream.Client;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The records of the log that are not rows. */
final class RunRecords {
    private RunRecords() {}

    static Record.Builder header() {
        VersionInfo version = VersionInfo.newBuilder()
                .setProducer("wandb4j " + Client.VERSION)
                .setMinConsumer("0.70.0")
                .build();
        return Record.newBuilder().setHeader(HeaderRecord.newBuilder().setVersionInfo(version));
    }

    static Record.Builder config(Map<String, ? extends @Nullable Object> update) {
        return Record.newBuilder().setConfig(configRecord(update));
    }

    /** Puts a value into the client's own part of the config. */
    static Record.Builder own(String key, String value) {
        return Record.newBuilder()
                .setConfig(ConfigRecord.newBuilder()
                        .addUpdate(ConfigItem.newBuilder()
                                .addAllNestedKey(List.of("_wandb", key))
                                .setValueJson(json(value))));
    }

    static ConfigRecord configRecord(Map<String, ? extends @Nullable Object> update) {
        ConfigRecord.Builder config = ConfigRecord.newBuilder();
        update.forEach((key, value) ->
                config.addUpdate(ConfigItem.newBuilder().setKey(key).setValueJson(json(value))));
        return config.build();
    }

    static Record.Builder metric(MetricDefinition metric, boolean expanded) {
        MetricRecord.Builder record = MetricRecord.newBuilder()
                .setOptions(MetricOptions.newBuilder()
                        .setStepSync(metric.stepSync())
                        .setHidden(metric.hidden())
                        .setDefined(!metric.isGlob() && !expanded))
                .setGoalValue(metric.goal().ordinal())
                .setExpandedFromGlob(expanded);
        if (!metric.summaries().isEmpty() || metric.overwrite()) {
            record.setSummary(summaryKinds(metric));
        }
        if (metric.overwrite()) {
            record.setControl(MetricControl.newBuilder().setOverwrite(true));
        }
        if (metric.step() != null) {
            record.setStepMetric(metric.step());
        }
        if (metric.isGlob()) {
            record.setGlobName(metric.name());
        } else {
            record.setName(metric.name());
        }
        return Record.newBuilder().setMetric(record);
    }

    static Record.Builder alert(String title, String text, AlertLevel level, Duration wait) {
        return Record.newBuilder()
                .setAlert(AlertRecord.newBuilder()
                        .setTitle(title)
                        .setText(text)
                        .setLevel(level.name())
                        .setWaitDuration(TimeUnit.MILLISECONDS.convert(wait))); // the longest there is, if it is longer
    }

    static Record.Builder preempting() {
        return Record.newBuilder().setPreempting(RunPreemptingRecord.getDefaultInstance());
    }

    /** Takes a path of keys out of the summary, with all that is below it. */
    static Record.Builder summaryWithout(List<String> path) {
        return Record.newBuilder()
                .setSummary(SummaryRecord.newBuilder()
                        .addRemove(SummaryItem.newBuilder().addAllNestedKey(path)));
    }

    /** Puts leaves into the summary. */
    static Record.Builder summary(Row leaves) {
        SummaryRecord.Builder summary = SummaryRecord.newBuilder();
        for (int i = 0; i < leaves.size(); i++) {
            Column column = leaves.leaf(i);
            Object value = column.value().get();
            if (value != null) {
                summary.addUpdate(
                        SummaryItem.newBuilder().addAllNestedKey(column.path()).setValueJson(frozenJson(value)));
            }
        }
        return Record.newBuilder().setSummary(summary);
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static String json(@Nullable Object value) {
        return value == null ? "null" : Json.write(value);
    }

    private static String frozenJson(Object value) {
        return value instanceof RawJson raw
                ? raw.text()
                : new String(ValueWriter.scalar(value), StandardCharsets.UTF_8);
    }

    private static MetricSummary summaryKinds(MetricDefinition metric) {
        return MetricSummary.newBuilder()
                .setMin(metric.summaries().contains(Kind.MIN))
                .setMax(metric.summaries().contains(Kind.MAX))
                .setMean(metric.summaries().contains(Kind.MEAN))
                .setBest(metric.summaries().contains(Kind.BEST))
                .setLast(metric.summaries().contains(Kind.LAST))
                .setNone(metric.summaries().contains(Kind.NONE))
                .setCopy(metric.summaries().contains(Kind.COPY))
                .setFirst(metric.summaries().contains(Kind.FIRST))
                .build();
    }
}
