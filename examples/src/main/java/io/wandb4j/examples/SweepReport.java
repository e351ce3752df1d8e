package io.wandb4j.examples;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.query.StoredSweep;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a sweep found, in the lines that end the example.
 *
 * @param metric what the sweep optimized
 * @param runs how many runs it has
 * @param best its best run; empty if no run logged the metric
 * @param dashboard where to look at the sweep
 * @param serverDir the data of the local server, if the example started one */
record SweepReport(String metric, int runs, Optional<Best> best, String dashboard, Optional<Path> serverDir) {
    /** The best run.
     *
     * @param score its value of the metric
     * @param accuracy its accuracy on the pictures that it did not train on
     * @param model the artifact of its best model, {@code name:version} */
    record Best(
            String name,
            Map<String, ? extends @Nullable Object> config,
            double score,
            OptionalDouble accuracy,
            Optional<String> model) {}

    /** Reads back what the server has of a sweep. */
    static SweepReport of(Sweep sweep, Backend backend) {
        String metric = sweep.config().metric().map(Metric::name).orElse("");
        try (Api api = Api.connect(backend.settings())) {
            StoredSweep stored = api.sweep(sweep.path());
            Optional<Best> best = stored.bestRun().map(run -> best(run, metric));
            return new SweepReport(metric, (int) stored.runs().count(), best, sweep.url(), backend.serverDir());
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        best.ifPresentOrElse(
                run -> addBest(run, lines),
                () -> lines.add("None of the " + runs + " runs logged \"" + metric
                        + "\", the metric of the sweep, so there is no best run. Check its name against what"
                        + " the runs log."));
        lines.add("Dashboard:            " + dashboard);
        serverDir.ifPresent(dir -> lines.add("To open it again:     " + command(dir)));
        return lines;
    }

    private static Best best(StoredRun run, String metric) {
        Optional<String> model = run.loggedArtifacts().stream()
                .filter(version -> version.type().equals("model"))
                .filter(version -> version.aliases().contains("best"))
                .map(ArtifactVersion::nameAndVersion)
                .findFirst();
        double score = run.summary().number(metric).orElseThrow();
        OptionalDouble accuracy = run.summary().number("epoch/val_accuracy");
        return new Best(run.name(), run.config().asMap(), score, accuracy, model);
    }

    private void addBest(Best run, List<String> lines) {
        lines.add("Best of " + runs + " runs:       " + run.name());
        lines.add("Config:               " + config(run.config()));
        lines.add(String.format(Locale.ROOT, "%-22s%.4f", metric + ":", run.score()));
        lines.add("Validation accuracy:  "
                + (run.accuracy().isPresent()
                        ? String.format(Locale.ROOT, "%.4f", run.accuracy().getAsDouble())
                        : "not logged"));
        lines.add("Model artifact:       " + run.model().orElse("none"));
    }

    private static String config(Map<String, ? extends @Nullable Object> config) {
        return config.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("_"))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String command(Path dir) {
        String text = dir.toString();
        return "./wandb4j server start --dir " + (text.contains(" ") ? '"' + text + '"' : text);
    }
}
