package io.wandb4j.evaluation;

import io.wandb4j.media.Image;
import io.wandb4j.media.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses rows while an evaluation passes over the data, and makes a table of them. For one thread.
 *
 * <p>Only what is chosen is copied, so that memory depends on the number of samples alone. */
public final class SampleTable {
    static final List<String> COLUMNS = List.of("epoch", "row", "input", "truth", "guess", "loss");

    private final Samples plan;
    private final SplittableRandom random;
    private final List<Chosen> chosen = new ArrayList<>();
    private int passed;
    private int seen;

    /** An empty table for one evaluation. */
    public SampleTable(Samples plan) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
    }

    /** Passes over the next row.
     *
     * @param loss how bad its prediction is
     * @param row what to show of it; asked for only if the row is chosen */
    public void see(double loss, Supplier<SampleRow> row) {
        int number = passed++;
        int place = placeOf(number, loss);
        seen++;
        if (place >= 0) {
            Chosen entry = new Chosen(number, loss, row.get());
            if (place == chosen.size()) {
                chosen.add(entry);
            } else {
                chosen.set(place, entry);
            }
        }
    }

    /** Passes over a row that does not count: it is not shown, but those behind it keep their numbers. */
    public void skip() {
        passed++;
    }

    /** The table and, if asked for, the gallery; by their names. Empty if no row was chosen.
     *
     * @param classes names of the classes, for the columns of their scores; may be empty */
    public Map<String, Object> media(int epoch, List<String> classes) {
        if (chosen.isEmpty()) {
            return Map.of();
        }
        chosen.sort(
                plan.choice() == Samples.Choice.WORST
                        ? Comparator.comparingDouble(Chosen::badness).reversed()
                        : Comparator.comparingInt(Chosen::number));
        Map<String, Object> media = new LinkedHashMap<>();
        media.put("samples", table(epoch, classes));
        if (plan.hasGallery()) {
            List<Image> images = chosen.stream()
                    .filter(entry -> Pictures.isOne(entry.row, plan.shape()))
                    .map(entry -> Pictures.of(entry.row, plan.shape()).withCaption(caption(entry.row)))
                    .toList();
            if (!images.isEmpty()) {
                media.put("examples", images);
            }
        }
        return media;
    }

    private int placeOf(int number, double loss) {
        return switch (plan.choice()) {
            case LISTED -> plan.listed().contains(number) ? chosen.size() : -1;
            case RANDOM -> chosen.size() < plan.count() ? chosen.size() : placeDrawn();
            case WORST -> chosen.size() < plan.count() ? chosen.size() : placeOfBetter(loss);
        };
    }

    private int placeDrawn() {
        int drawn = random.nextInt(seen + 1);
        return drawn < plan.count() ? drawn : -1;
    }

    /** The place of the least bad row that was chosen, if this one is worse. */
    private int placeOfBetter(double loss) {
        int best = 0;
        for (int i = 1; i < chosen.size(); i++) {
            best = chosen.get(i).badness() < chosen.get(best).badness() ? i : best;
        }
        return new Chosen(0, loss, chosen.get(best).row).badness()
                        > chosen.get(best).badness()
                ? best
                : -1;
    }

    private Table table(int epoch, List<String> classes) {
        int scores = chosen.get(0).row.scores().length;
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.addAll(plan.columns().keySet());
        for (int i = 0; i < scores; i++) {
            columns.add("score_" + (i < classes.size() ? classes.get(i) : Integer.toString(i)));
        }
        Table.Builder table = Table.columns(columns.toArray(String[]::new));
        for (Chosen entry : chosen) {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(epoch);
            cells.add(entry.number);
            cells.add(Pictures.shown(entry.row, plan.shape()));
            cells.add(entry.row.truth());
            cells.add(entry.row.guess());
            cells.add(entry.loss);
            plan.columns().values().forEach(cell -> cells.add(cell.apply(entry.row)));
            for (float score : entry.row.scores()) {
                cells.add((double) score);
            }
            table.addRow(cells);
        }
        return table.build();
    }

    private static String caption(SampleRow row) {
        return row.guess().equals(row.truth()) ? row.truth() : row.guess() + " instead of " + row.truth();
    }

    private record Chosen(int number, double loss, SampleRow row) {
        /** A loss that is no number is worse than any. */
        double badness() {
            return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
        }
    }
}
