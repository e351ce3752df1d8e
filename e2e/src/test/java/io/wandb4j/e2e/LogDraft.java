package io.wandb4j.e2e;

import io.wandb4j.internal.log.proto.ConfigItem;
import io.wandb4j.internal.log.proto.ConfigRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.FilesRecord;
import io.wandb4j.internal.log.proto.HeaderRecord;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.HistoryRecord;
import io.wandb4j.internal.log.proto.HistoryStep;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.log.proto.SummaryItem;
import io.wandb4j.internal.log.proto.SummaryRecord;
import io.wandb4j.internal.log.proto.VersionInfo;
import io.wandb4j.internal.stream.RunStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes the log of a run, record by record, with values drawn from a seed. */
final class LogDraft {
    private final RunStream stream;
    private final Random random;
    private int rows;

    LogDraft(RunStream stream, long seed) {
        this.stream = stream;
        this.random = new Random(seed);
    }

    static RunRecord run(String id) {
        return RunRecord.newBuilder()
                .setRunId(id)
                .setProject("outages")
                .setConfig(ConfigRecord.newBuilder().addUpdate(config("lr", "0.1")))
                .build();
    }

    void begin(RunRecord run) {
        stream.append(Record.newBuilder()
                .setHeader(HeaderRecord.newBuilder()
                        .setVersionInfo(VersionInfo.newBuilder().setProducer("wandb4j test"))));
        stream.append(Record.newBuilder().setRun(run));
    }

    /** A row of numbers, text and nested values, and what it makes of the summary. */
    void row() {
        String value = random.nextInt(50) == 0 ? "NaN" : Double.toString(random.nextGaussian());
        stream.append(Record.newBuilder()
                .setSummary(SummaryRecord.newBuilder()
                        .addUpdate(SummaryItem.newBuilder().addNestedKey("i").setValueJson(Integer.toString(rows)))));
        HistoryRecord.Builder row = HistoryRecord.newBuilder()
                .addItem(item(Integer.toString(rows), "_step"))
                .addItem(item(Integer.toString(rows), "i"))
                .addItem(item(value, "loss"))
                .addItem(item("\"row " + rows + " \u00fc \ud83d\ude00\"", "text"))
                .addItem(item(Integer.toString(random.nextInt()), "deep", "er"))
                .setStep(HistoryStep.newBuilder().setNum(rows));
        stream.append(Record.newBuilder().setHistory(row));
        rows++;
    }

    void config(int value) {
        stream.append(Record.newBuilder()
                .setConfig(ConfigRecord.newBuilder().addUpdate(config("later", Integer.toString(value)))));
    }

    void file(Path files, String name) throws IOException {
        Files.createDirectories(files);
        Files.writeString(files.resolve(name), "some text");
        stream.append(Record.newBuilder()
                .setFiles(
                        FilesRecord.newBuilder().addFiles(FilesItem.newBuilder().setPath(name))));
    }

    private static ConfigItem config(String key, String json) {
        return ConfigItem.newBuilder().setKey(key).setValueJson(json).build();
    }

    private static HistoryItem item(String json, String... path) {
        return HistoryItem.newBuilder()
                .addAllNestedKey(java.util.List.of(path))
                .setValueJson(json)
                .build();
    }
}
