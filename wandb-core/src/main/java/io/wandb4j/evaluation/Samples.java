package io.wandb4j.evaluation;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which rows of the validation data are shown with their predictions, and how. Immutable. */
public final class Samples {
    /** How rows are chosen. */
    enum Choice {
        WORST,
        RANDOM,
        LISTED
    }

    private final Choice choice;
    private final int count;
    private final List<Integer> listed;
    private long seed = 1;
    private int width;
    private int height;
    private int channels;
    private boolean gallery;
    private final Map<String, Function<SampleRow, @Nullable Object>> columns = new LinkedHashMap<>();

    private Samples(Choice choice, int count, List<Integer> listed) {
        this.choice = choice;
        this.count = count;
        this.listed = listed;
    }

    /** The rows with the highest loss.
     *
     * @throws UsageException if the number is not positive, here and below */
    public static Samples worst(int rows) {
        return new Samples(Choice.WORST, positive(rows), List.of());
    }

    /** Rows drawn at random, the same each time. */
    public static Samples random(int rows) {
        return new Samples(Choice.RANDOM, positive(rows), List.of());
    }

    /** The rows with these numbers, from 0. */
    public static Samples rows(int... numbers) {
        List<Integer> listed = IntStream.of(numbers).sorted().distinct().boxed().toList();
        return new Samples(Choice.LISTED, positive(listed.size()), listed);
    }

    /** Draws other rows at random. */
    public Samples seed(long number) {
        return with(copy -> copy.seed = number);
    }

    /** Shows the rows as pictures of this size, which flat rows do not tell by themselves.
     *
     * @param color 1 for grey, 3 for red, green and blue, 4 with alpha */
    public Samples asImages(int columns, int lines, int color) {
        if (columns < 1 || lines < 1 || (color != 1 && color != 3 && color != 4)) {
            throw new UsageException("a sample cannot be a picture of " + columns + " x " + lines + " with " + color
                    + " channels; there are 1 (grey), 3 and 4 channels");
        }
        return with(copy -> {
            copy.width = columns;
            copy.height = lines;
            copy.channels = color;
        });
    }

    /** Logs the pictures with their captions under {@code examples}, too. */
    public Samples withGallery() {
        return with(copy -> copy.gallery = true);
    }

    /** Adds a column of one's own to the table, whose cells are made of the rows: text, a number, a picture, ...
     *
     * @throws UsageException if the table has such a column already */
    public Samples column(String name, Function<SampleRow, @Nullable Object> cell) {
        requireNonNull(cell, "cell");
        if (SampleTable.COLUMNS.contains(name) || columns.containsKey(name)) {
            throw new UsageException("the table of samples has a column \"" + name + "\" already; take another name");
        }
        return with(copy -> copy.columns.put(name, cell));
    }

    Choice choice() {
        return choice;
    }

    int count() {
        return count;
    }

    List<Integer> listed() {
        return listed;
    }

    long seed() {
        return seed;
    }

    /** The user's columns, in their order. */
    Map<String, Function<SampleRow, @Nullable Object>> columns() {
        return columns;
    }

    boolean hasGallery() {
        return gallery;
    }

    /** The picture's width, height and channels; empty if they were not told. */
    int[] shape() {
        return width == 0 ? new int[0] : new int[] {width, height, channels};
    }

    private Samples with(Consumer<Samples> change) {
        Samples copy = new Samples(choice, count, listed);
        copy.seed = seed;
        copy.width = width;
        copy.height = height;
        copy.channels = channels;
        copy.gallery = gallery;
        copy.columns.putAll(columns);
        change.accept(copy);
        return copy;
    }

    private static int positive(int rows) {
        if (rows < 1) {
            throw new UsageException("a table of " + rows + " samples cannot be; ask for 1 or more");
        }
        return rows;
    }
}
