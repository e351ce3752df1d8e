package io.wandb4j.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.chart.Chart;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.media.Arrow3D;
import io.wandb4j.media.Audio;
import io.wandb4j.media.BoundingBox;
import io.wandb4j.media.Box3D;
import io.wandb4j.media.Histogram;
import io.wandb4j.media.Html;
import io.wandb4j.media.Image;
import io.wandb4j.media.IncrementalTable;
import io.wandb4j.media.LogMode;
import io.wandb4j.media.Markdown;
import io.wandb4j.media.Media;
import io.wandb4j.media.Molecule;
import io.wandb4j.media.Object3D;
import io.wandb4j.media.Plotly;
import io.wandb4j.media.Table;
import io.wandb4j.media.Video;
import io.wandb4j.run.AlertLevel;
import io.wandb4j.run.Run;
import io.wandb4j.run.SavePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Logs one of every kind of value; {@code log_media.py} is the same program. */
final class MediaProgram {
    private final Run run;
    private final Path folder;
    private final JsonNode inputs;

    MediaProgram(Run run, Path folder) throws IOException {
        this.run = run;
        this.folder = folder;
        this.inputs = Json.read(Files.readString(folder.resolve("inputs.json")));
    }

    void logAll() throws IOException {
        Image overlaid = images();
        sounds();
        films();
        pages();
        models();
        numbers();
        tables(overlaid);
        charts();
        curves();
        new MetricProgram(run).logAll();
        files();
    }

    private Image images() {
        run.log(Map.of("rgb", Image.of(pixels(8, 12, 3)).withCaption("a field").withGrouping(3)));
        run.log(Map.of("grey", Image.of(pixels(5, 7, 1)), "rgba", Image.of(pixels(4, 4, 4))));
        run.log(Map.of("file", Image.of(folder.resolve("picture.png"))));
        run.log(Map.of("nested", Map.of("deep/er", Image.of(pixels(2, 2, 3)))));
        Image overlaid = overlaid();
        run.log(Map.of("overlaid", overlaid));
        run.log(Map.of(
                "list",
                IntStream.range(0, 3)
                        .mapToObj(i -> Image.of(pixels(3, 3, 3)).withCaption("no " + i))
                        .toList()));
        run.log(Map.of(
                "many",
                IntStream.range(0, 110)
                        .mapToObj(i -> Image.of(new int[][][] {{{i, i, i}, {i, i, i}}, {{i, i, i}, {i, i, i}}}))
                        .toList()));
        return overlaid;
    }

    private Image overlaid() {
        BoundingBox cat = BoundingBox.ofSides(0.1, 0.3, 0.25, 0.5)
                .withClass(1)
                .withCaption("cat")
                .withScore("acc", 0.5)
                .withScore("loss", 1.25);
        BoundingBox dog = BoundingBox.ofMiddle(8, 4, 6, 3).inPixels().withClass(2);
        return Image.of(pixels(16, 16, 3))
                .withBoxes("predictions", List.of(cat, dog), Map.of(1, "cat", 2, "dog"))
                .withBoxes("unnamed", List.of(BoundingBox.ofSides(0, 0, 1, 1).withClass(7)))
                .withMask("truth", rows(16, 0, 1, 2, 100), Map.of(0, "road", 1, "sky", 2, "tree"))
                .withMask("plain", rows(16, 3, 4))
                .withClasses(Map.of(9, "extra"));
    }

    private void sounds() {
        Audio tone = Audio.of(folder.resolve("tone.wav")).withSampleRate(8000);
        run.log(Map.of("sound", tone.withCaption("a tone")));
        run.log(Map.of("sounds", List.of(tone.withCaption("one"), tone)));
        run.log(Map.of("samples", Audio.of(new double[] {0, 0.5, -0.5, 1, -1, 0.25}, 8000)));
    }

    private void films() {
        Video film = Video.of(folder.resolve("film.mp4"));
        run.log(Map.of("film", film.withCaption("a film")));
        run.log(Map.of("films", List.of(film, film)));
    }

    private void pages() {
        run.log(Map.of("page", Html.of("<p>Grüße</p>"), "bare", Html.ofRaw("<p>bare</p>")));
        run.log(Map.of("headed", Html.of("<html><head><title>t</title></head></html>")));
        run.log(Map.of("whole", Html.of("<html><body>b</body></html>")));
        run.log(Map.of("pages", List.of(Html.of("<b>1</b>"), Html.of("<b>2</b>"))));
        run.log(Map.of("notes", Markdown.of("# Notes\n\n- *one*\n- <b>two</b>\n\n|a|b|\n|-|-|\n|1|2|\n")));
        run.log(Map.of("texts", List.of(Markdown.of(folder.resolve("notes.md")), Markdown.of("é"))));
    }

    private void models() {
        Object3D model = Object3D.of(folder.resolve("model.obj"));
        run.log(Map.of("model", model.withCaption("a cube")));
        run.log(Map.of("points", Object3D.of(new double[][] {{0.5, 1, 2}, {3, 4, 5}})));
        run.log(Map.of("coloured", Object3D.of(new double[][] {{0.5, 1, 2, 255, 0, 10}})));
        Box3D box = Box3D.around(new double[] {0.5, 0.5, 0.5}, new double[] {1, 1, 1}, "box", 255, 0, 0);
        Arrow3D arrow = new Arrow3D(List.of(0.0, 0.0, 0.0), List.of(0.5, 0.25, 1.0));
        run.log(Map.of("lidar", Object3D.of(new double[][] {{0.5, 1, 2}, {1.5, 1, 2}}, List.of(box), List.of(arrow))));
        run.log(Map.of("models", List.of(model, model)));
        Molecule water = Molecule.of(folder.resolve("water.pdb"));
        run.log(Map.of("molecule", water.withCaption("water")));
        run.log(Map.of("molecules", new Media[] {water}));
        run.log(Map.of("figure", Plotly.ofJson(inputs.path("figure").toString())));
    }

    private void numbers() {
        run.log(Map.of("counts", Histogram.of(new double[] {0, 1, 1, 2.5, 4}, 4)));
        run.log(Map.of("counted", Histogram.ofCounts(new double[] {1, 2, 3}, new double[] {0, 0.5, 1, 2})));
        run.log(Map.of("two", List.of(Histogram.of(new double[] {1, 2}, 2), Histogram.of(new double[] {3}, 2))));
        run.log(Map.of("mixed", List.of(Html.of("<i>x</i>"), Histogram.of(new double[] {1, 2}, 2))));
        run.summary().set("shown", Image.of(pixels(2, 3, 3)));
    }

    private void tables(Image overlaid) {
        run.log(Map.of(
                "plain",
                Table.columns("name", "score", "good")
                        .add("a", 0.5, true)
                        .add("b", 2, null)
                        .add("c", Double.NaN, false)
                        .build()));
        Table.Builder rich = Table.columns("id", "picture", "tags", "facts", "page", "when");
        rich.add(
                1,
                Image.of(pixels(2, 2, 3)).withCaption("cell"),
                List.of("x", "y"),
                Map.of("a", 1, "b", "t"),
                Html.of("<p>1</p>"),
                Instant.parse("2026-01-02T03:04:05Z"));
        rich.add(2, Image.of(pixels(3, 2, 3)), List.of("z"), Map.of("a", 2, "b", "u"), Html.of("<p>2</p>"), null);
        run.log(Map.of("tables/rich", rich.build()));
        run.log(Map.of("boxed", Table.columns("picture").add(overlaid).build()));
        Table.Builder rows = Table.columns("i");
        IntStream.range(0, 10_050).forEach(rows::add);
        run.log(Map.of("long table", rows.build()));
        Table.Builder mixed = Table.columns("x").allowMixedTypes();
        run.log(Map.of("mixed_types", mixed.add(1).add("one").add((Object) null).build()));
        Table.Builder mutable = Table.columns("i").logMode(LogMode.MUTABLE);
        run.log(Map.of("mutable", mutable.add(1).build()));
        run.log(Map.of("mutable", mutable.add(2).build()));
        IncrementalTable growing = IncrementalTable.columns("i");
        for (int i = 0; i < 3; i++) {
            run.log(Map.of("growing", growing.add(i).add(i * 10)));
        }
    }

    private void charts() {
        Table points = Table.columns("x", "y", "z")
                .add(1, 2.5, "a")
                .add(2, 3.5, "b")
                .add(3, 1.5, "a")
                .build();
        log("line", Wandb.plot().line(points, "x", "y", "z", "A line"));
        log("thin", Wandb.plot().line(points, "x", "y", ""));
        log("scatter", Wandb.plot().scatter(points, "x", "y", "Points"));
        log("bar", Wandb.plot().bar(points, "z", "y", "Bars").withTableApart());
        log("bins", Wandb.plot().histogram(points, "y", "Bins"));
        double[][] heights = {{1, 2, 3}, {4, 5, 6}};
        log("series", Wandb.plot().lineSeries(new double[] {0, 1, 2}, heights, List.of(), "Series", "step"));
        double[][] places = {{0, 1}, {5, 6, 7}};
        double[][] ragged = {{1, 2}, {3, 4, 5}};
        log("own", Wandb.plot().lineSeries(places, ragged, List.of("p", "q"), "", "x"));
        log("preset", Wandb.plot().custom("someone/preset", points, Map.of("a", "x", "b", "y"), Map.of("title", "T")));
        log("seen", Wandb.plot().visualize("someone/panel", points));
    }

    private void curves() {
        int[] truth = ints(inputs.path("truth"));
        int[] predicted = ints(inputs.path("predicted"));
        double[][] scores = StreamSupport.stream(inputs.path("scores").spliterator(), false)
                .map(MediaProgram::doubles)
                .toArray(double[][]::new);
        List<String> names = List.of("red", "green", "blue");
        String title = "Confusion Matrix Curve";
        run.log(Map.of("nest", Map.of("matrix", Wandb.plot().confusionMatrix(truth, predicted, names, title))));
        log("by_scores", Wandb.plot().confusionMatrix(truth, scores, List.of(), title));
        log("roc", Wandb.plot().rocCurve(truth, scores, names, "ROC Curve"));
        log("roc_some", Wandb.plot().rocCurve(truth, scores, List.of(), new int[] {0, 2}, "ROC Curve"));
        log("pr", Wandb.plot().prCurve(truth, scores, names, "Precision-Recall Curve"));
        log("pr_fine", Wandb.plot().prCurve(truth, scores, List.of(), null, 7, "Fine"));
    }

    /** Saves files by every policy; those that are sent at the end, or whenever they change, change once more. */
    private void files() throws IOException {
        Path work = folder.resolve(run.id());
        Path saved = work.resolve("saved");
        Files.createDirectories(saved.resolve("a"));
        for (String name : List.of(
                "a/one.txt",
                "a/two.txt",
                "a/three.bin",
                "a/.hidden.txt",
                "a/[x].txt",
                "end.txt",
                "live.txt",
                "alone.txt")) {
            Files.writeString(saved.resolve(name), "first " + name);
        }
        run.save(work + "/saved/a/*.txt", work, SavePolicy.NOW);
        run.save(work + "/sav*/e??.txt", work, SavePolicy.END);
        run.save(work + "/saved/l[hi]ve.txt", work, SavePolicy.LIVE);
        run.save(work + "/saved/alone.txt");
        for (String name : List.of("end.txt", "live.txt")) {
            Files.writeString(saved.resolve(name), "second " + name);
        }
        try {
            run.save(work + "/saved/end.txt", saved.resolve("a"), SavePolicy.LIVE);
        } catch (UsageException e) {
            run.log(Map.of("refused", true));
        }
        run.alert("loss is high", "look at it", AlertLevel.WARN, Duration.ofSeconds(5));
        run.alert("loss is high", "held back", AlertLevel.ERROR, Duration.ofHours(1));
        run.alert("files are saved", "all of them");
    }

    private void log(String key, Chart chart) {
        run.log(Map.of(key, chart));
    }

    /** The same picture as in the other program: a formula of place and channel. */
    private static int[][][] pixels(int height, int width, int channels) {
        int[][][] pixels = new int[height][width][channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    pixels[y][x][c] = (y * 31 + x * 17 + c * 77) % 256;
                }
            }
        }
        return pixels;
    }

    private static int[][] rows(int count, int... row) {
        int[][] rows = new int[count][];
        Arrays.fill(rows, row);
        return rows;
    }

    private static int[] ints(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static double[] doubles(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
