package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.media.Histogram;
import io.wandb4j.media.Html;
import io.wandb4j.media.Image;
import io.wandb4j.media.Table;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Goal;
import io.wandb4j.metric.MetricDefinition.Kind;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program that logs something of every kind; it does the same whenever it runs. */
final class EveryKind {
    static final int ROWS = 10_000;

    private EveryKind() {}

    static Settings.Builder settings() {
        return Settings.builder()
                .id("every-kind")
                .name("first name")
                .group("group")
                .jobType("train")
                .notes("first notes")
                .tags("red", "blue")
                .program("EveryKind.java")
                .config("lr", 0.1)
                .config("whole", 1.0)
                .config("big", 123_456_789_012L)
                .config("text", "ü \"quoted\" \\ 😀")
                .config("none", null)
                .config("net", Map.of("width", List.of(64, 64), "act", Map.of("name", "relu")))
                .disableStats(true)
                .silent(true);
    }

    static void log(Run run) {
        define(run);
        for (int i = 0; i < ROWS; i++) {
            run.log(row(i));
            if (i == ROWS / 2) {
                change(run);
            }
            if (i % 1000 == 0) {
                print(i);
            }
        }
        logMedia(run);
        run.log(Map.of("first half", 1), 20_000);
        run.log(Map.of("second half", 2), 20_000);
        run.log(Map.of("far", 1), 30_000);
        run.summary().set("chosen", "by hand");
        run.summary().set("train/loss", -1.5);
        run.writeLogs("one\ntwo");
        run.logArtifact(
                Artifact.create("weights", "model", run.settings())
                        .description("what was learned")
                        .metadata(Map.of("accuracy", 0.5, "deep", Map.of("x", List.of(1, 2))))
                        .addContent("weights.bin", "0123456789".getBytes(UTF_8))
                        .addContent("deep/ü b.txt", new byte[0]),
                "best");
        run.finish(0);
    }

    private static void print(int i) {
        System.out.println("row " + i + " ü 😀 <&> \"q\" \\ \u001b[31mred\u001b[0m");
        System.err.print("\rrow " + i + " of " + ROWS);
    }

    private static void define(Run run) {
        run.defineMetric(MetricDefinition.of("epoch"));
        run.defineMetric(MetricDefinition.of("val/*").withStep("epoch").withSummary(Kind.MIN, Kind.LAST));
        run.defineMetric(MetricDefinition.of("acc")
                .withSummary(Kind.MAX, Kind.MEAN, Kind.FIRST)
                .withGoal(Goal.MAXIMIZE));
        run.defineMetric(MetricDefinition.of("secret").withHidden().withSummary(Kind.NONE));
        run.defineMetric(MetricDefinition.of("late").withStep("never logged"));
    }

    private static void logMedia(Run run) {
        Table table = Table.columns("word", "count", "share")
                .add("one", 1, 0.5)
                .add("ü", 2, Double.NaN)
                .build();
        run.log(Map.of(
                "pictures/grey", Image.of(new int[][] {{0, 50}, {100, 255}}),
                "page", Html.of("<p>hello</p>"),
                "words", table));
    }

    private static void change(Run run) {
        run.rename("second name");
        run.tags(List.of("green", "blue"));
        run.notes("second notes");
        run.config().set("added", "later");
        run.config().set("net", Map.of("depth", 3));
    }

    private static Map<String, Object> row(int i) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("train/loss", 1.0 / (i + 1));
        row.put("i", i);
        row.put("whole", (double) i);
        row.put("tiny", i * 1e-9);
        row.put("huge", i * 1e15);
        row.put("deep", Map.of("x", Map.of("y", i), "z", -i));
        if (i % 10 == 0) {
            row.put("epoch", i / 10);
            row.put("acc", Math.sin(i));
        }
        if (i % 7 == 0) {
            row.put("val/loss", 2.0 / (i + 1));
            row.put("secret", i);
            row.put("late", i);
        }
        if (i % 100 == 0) {
            row.put("odd", odd(i / 100));
            row.put("flag", i % 200 == 0);
            row.put("text", "row " + i + " ü 😀 \"q\" \\ \t");
            row.put("list", List.of(i, 2.5, "x", true, Map.of("in", 1)));
        }
        if (i % 1000 == 0) {
            row.put("dist", Histogram.of(new double[] {i, i + 1, i + 2}, 2));
        }
        return row;
    }

    private static double odd(int i) {
        return switch (i % 3) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            default -> Double.NEGATIVE_INFINITY;
        };
    }
}
