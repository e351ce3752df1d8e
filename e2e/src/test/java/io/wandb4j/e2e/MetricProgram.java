package io.wandb4j.e2e;

import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Kind;
import io.wandb4j.run.Run;
import java.util.LinkedHashMap;
import java.util.Map;

/** Definitions of every kind, early and late, once and again; a part of {@code log_media.py} is the same program. */
final class MetricProgram {
    private final Run run;

    MetricProgram(Run run) {
        this.run = run;
    }

    void logAll() {
        define();
        for (int i = 0; i < 4; i++) {
            run.log(row(i));
        }
        run.summary().set("d/hand", "mine").set("d/again", "mine");
        defineAgain();
        run.log(last());
        run.log(Map.of("d/all", Double.NaN, "d/late", Double.POSITIVE_INFINITY));
    }

    private void define() {
        run.defineMetric(metric("epoch"));
        run.defineMetric(metric("val/*").withStep("d/epoch").withSummary(Kind.MIN, Kind.MAX));
        run.defineMetric(metric("all")
                .withSummary(Kind.MIN, Kind.MAX, Kind.MEAN, Kind.LAST, Kind.FIRST)
                .withHidden());
        run.defineMetric(metric("none").withSummary(Kind.NONE));
        run.defineMetric(metric("copy").withSummary(Kind.COPY));
        run.defineMetric(metric("free").withStep("d/epoch", false));
        run.defineMetric(metric("lonely").withStep("d/never"));
        run.defineMetric(metric("sum").withSummary(Kind.MIN, Kind.LAST));
        run.defineMetric(metric("sum").withSummary(Kind.MAX));
        run.defineMetric(metric("nest.x.y").withStep("d/nest.step").withSummary(Kind.MAX));
        run.defineMetric(metric("hand").withSummary(Kind.MAX));
        run.defineMetric(metric("again").withSummary(Kind.MAX));
        run.defineMetric(metric("less").withSummary(Kind.MIN, Kind.MAX));
        run.defineMetric(metric("text").withSummary(Kind.FIRST, Kind.LAST));
    }

    private void defineAgain() {
        run.defineMetric(metric("again").withSummary(Kind.MIN));
        run.defineMetric(metric("late").withSummary(Kind.MAX, Kind.MEAN, Kind.FIRST));
        run.defineMetric(metric("none").withSummary(Kind.MIN));
        run.defineMetric(metric("less").withSummary(Kind.MAX).withOverwrite());
        run.defineMetric(metric("all").withStep("d/epoch"));
        run.defineMetric(metric("val/a").withHidden());
        run.defineMetric(metric("val/*").withSummary(Kind.MEAN));
        run.defineMetric(metric("free").withOverwrite());
    }

    private static Map<String, Object> row(int i) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("d/all", i * 1.5 - 2);
        for (String key : new String[] {"none", "copy", "free", "lonely", "less", "hand", "again", "val/a"}) {
            row.put("d/" + key, i);
        }
        row.put("d/sum", -i);
        row.put("d/late", 3 - i);
        row.put("d/text", "t" + i);
        row.put("d/nest", i % 2 == 0 ? Map.of("x", Map.of("y", i)) : Map.of("x", Map.of("y", i), "step", i));
        if (i % 2 != 0) {
            row.put("d/epoch", i * 10);
            row.put("d/val/b", i + 0.5);
        }
        return row;
    }

    private static Map<String, Object> last() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("d/all", 0.5);
        row.put("d/none", -7);
        row.put("d/again", 2);
        row.put("d/val/a", 9);
        row.put("d/val/c", 2);
        for (String key : new String[] {"late", "less", "hand", "free"}) {
            row.put("d/" + key, 1);
        }
        return row;
    }

    private static MetricDefinition metric(String name) {
        return MetricDefinition.of("d/" + name);
    }
}
