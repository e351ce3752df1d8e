package io.wandb4j.cli;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.query.Api;
import io.wandb4j.server.importance.ParameterImportance;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.SweepResults;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Metric;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a sweep found, as text: its best run with the model, a table of the best, and which parameters matter. */
final class SweepFindings {
    private static final int MOST_ROWS = 20;

    private final String sweep;
    private final Settings settings;

    /** @param settings all of them, filled in */
    SweepFindings(String sweep, Settings settings) {
        this.sweep = sweep;
        this.settings = settings;
    }

    void print(PrintWriter out) {
        SweepResults results = SweepResults.of(sweep, settings);
        results.best().ifPresent(best -> printBest(best, results, out));
        out.print(results.table(MOST_ROWS));
        List<ParameterImportance> importance = ParameterImportance.of(results.config(), results.runs());
        if (!importance.isEmpty()) {
            printImportance(importance, out);
        }
        out.flush();
    }

    private void printBest(SweepRun best, SweepResults results, PrintWriter out) {
        String metric = results.config().metric().map(Metric::name).orElseThrow();
        out.printf("Best of %d runs: %s%n", results.runs().size(), best.name());
        out.printf(Locale.ROOT, "%s: %.6g%n", metric, best.summary().orElseThrow());
        out.println("Parameters: " + results.parameters(best));
        if (settings.mode() == Mode.ONLINE) {
            model(best.name()).ifPresent(model -> out.println("Model: " + model));
        }
        out.println();
    }

    /** The last model that a run logged. */
    private Optional<String> model(String run) {
        try (Api api = Api.connect(settings)) {
            String path = api.sweep(sweep).path();
            return api.run(path.substring(0, path.lastIndexOf('/') + 1) + run).loggedArtifacts().stream()
                    .filter(version -> version.type().equals("model"))
                    .map(ArtifactVersion::nameAndVersion)
                    .reduce((first, second) -> second);
        }
    }

    private static void printImportance(List<ParameterImportance> parameters, PrintWriter out) {
        int widest = parameters.stream()
                .mapToInt(found -> found.parameter().length())
                .max()
                .orElse(0);
        String line = "%-" + Math.max(widest, "parameter".length()) + "s  %10s  %11s";
        out.println();
        out.println(String.format(line, "parameter", "importance", "correlation"));
        for (ParameterImportance found : parameters) {
            String correlation = found.correlation().isPresent()
                    ? rounded(found.correlation().getAsDouble())
                    : "";
            out.println(String.format(line, found.parameter(), rounded(found.importance()), correlation)
                    .stripTrailing());
        }
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
