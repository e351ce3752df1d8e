package io.wandb4j.sweep;

import static java.util.Objects.requireNonNull;

import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of the runs of a sweep.
 *
 * @param config what the sweep tries
 * @param runs all of its runs, the oldest first */
public record SweepResults(SweepConfig config, List<SweepRun> runs) {
    private static final int WIDEST = 40;

    /** Copies the runs. */
    public SweepResults {
        requireNonNull(config, "config");
        runs = List.copyOf(runs);
    }

    /** What the runs of a sweep found so far.
     *
     * @param sweep {@code ID}, {@code PROJECT/ID} or {@code ENTITY/PROJECT/ID}
     * @param settings where it is: a server and key, or a folder and the mode {@code offline}
     * @throws io.wandb4j.errors.WandbException if that cannot be read: no key, no server, no such sweep */
    public static SweepResults of(String sweep, Settings settings) {
        SweepPath path = SweepPath.parse(sweep);
        Settings resolved = settings.resolved();
        if (resolved.mode() == Mode.OFFLINE) {
            try (LocalController controller = LocalController.open(path.id(), resolved)) {
                return new SweepResults(SweepConfig.parse(controller.sweep().config()), controller.runs());
            }
        }
        try (SweepService service = SweepService.open(resolved)) {
            ControlledSweep found = service.controlled(service.find(path, resolved));
            return new SweepResults(found.config(), found.runs());
        }
    }

    /** The run whose summary has the best value of the sweep's metric; empty if none has one. */
    public Optional<SweepRun> best() {
        return config.metric().isEmpty()
                ? Optional.empty()
                : ranked().stream().filter(run -> run.summary().isPresent()).findFirst();
    }

    /** The values of the sweep's parameters in a run, by the names of the config. */
    public Map<String, @Nullable Object> parameters(SweepRun run) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : config.parameters().keySet()) {
            values.put(name, run.config().get(name) instanceof Map<?, ?> holder ? holder.get("value") : null);
        }
        return values;
    }

    /** The runs as a table for a terminal, the best first.
     *
     * @param most how many runs to show */
    public String table(int most) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("run", "state"));
        config.metric().map(Metric::name).ifPresent(head::add);
        head.addAll(config.parameters().keySet());
        rows.add(head);
        ranked().stream().limit(most).map(this::row).forEach(rows::add);
        int[] widths = new int[head.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder table = new StringBuilder();
        rows.forEach(row -> table.append(line(row, widths)).append(System.lineSeparator()));
        return table.toString();
    }

    private List<SweepRun> ranked() {
        boolean greatest = config.metric().map(Metric::goal).orElse(Goal.MINIMIZE) == Goal.MAXIMIZE;
        return runs.stream()
                .sorted(Comparator.comparingDouble(run -> (greatest ? -1 : 1)
                        * run.summary().orElse(greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)))
                .toList();
    }

    private List<String> row(SweepRun run) {
        List<String> row = new ArrayList<>(List.of(run.name(), run.state().wireName()));
        if (config.metric().isPresent()) {
            row.add(run.summary().isPresent() ? text(run.summary().getAsDouble()) : "");
        }
        parameters(run).values().forEach(value -> row.add(text(value)));
        return row;
    }

    private static String text(@Nullable Object value) {
        String text =
                value instanceof Double number ? String.format(Locale.ROOT, "%.6g", number) : String.valueOf(value);
        return text.length() > WIDEST ? text.substring(0, WIDEST - 3) + "..." : text;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
