package io.wandb4j.e2e;

import io.wandb4j.Wandb;
import io.wandb4j.media.Audio;
import io.wandb4j.media.BoundingBox;
import io.wandb4j.media.Box3D;
import io.wandb4j.media.Histogram;
import io.wandb4j.media.Image;
import io.wandb4j.media.IncrementalTable;
import io.wandb4j.media.Markdown;
import io.wandb4j.media.Molecule;
import io.wandb4j.media.Object3D;
import io.wandb4j.media.Plotly;
import io.wandb4j.media.Table;
import io.wandb4j.media.Video;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.run.Run;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A run that logs media one likes to look at: a search for shapes in pictures, for pages to show. */
final class MediaDemo {

    static final int EPOCHS = 8;
    static final int ROWS = 60;

    private static final int SIZE = 160;
    private static final List<String> NAMES = List.of("circle", "square", "triangle");
    private static final Color[] COLORS = {
        new Color(0xd8, 0x6a, 0x3c), new Color(0x3c, 0x7a, 0xb8), new Color(0x6f, 0xa8, 0x4a)
    };

    private final Random random = new Random(11);
    private final Run run;
    private final Path folder;

    MediaDemo(Run run, Path folder) throws IOException {
        this.run = run;
        this.folder = Files.createDirectories(folder);
    }

    void log(Path film) throws IOException {
        run.defineMetric(MetricDefinition.of("epoch").withHidden());
        run.defineMetric(MetricDefinition.of("val/*").withStep("epoch"));
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            epoch(epoch);
        }
        files(film);
        shapes();
        tables();
        charts();
    }

    private void epoch(int epoch) {
        double error = 0.22 / (1 + epoch);
        run.log(Map.of(
                "epoch",
                epoch,
                "train/loss",
                1.4 * Math.exp(-epoch / 3.0) + random.nextDouble() * 0.05,
                "val/loss",
                1.5 * Math.exp(-epoch / 3.5) + random.nextDouble() * 0.08,
                "weights",
                Histogram.of(
                        random.doubles(4000)
                                .map(x -> random.nextGaussian() * (1.2 - 0.1 * epoch) + 0.15 * epoch)
                                .toArray(),
                        48),
                "predictions/scene",
                scene(error),
                "predictions/crops",
                IntStream.range(0, 12)
                        .mapToObj(i -> Image.of(shape(i % 3, 64)).withCaption(NAMES.get(i % 3)))
                        .toList()));
    }

    private Image scene(double error) {
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = graphics(picture);
        graphics.setColor(new Color(0xe9, 0xe4, 0xd8));
        graphics.fillRect(0, 0, SIZE, SIZE);
        int[][] mask = new int[SIZE][SIZE];
        List<BoundingBox> boxes = new ArrayList<>();
        int[][] places = {{18, 26, 58}, {88, 70, 60}, {24, 98, 50}};
        for (int kind = 0; kind < places.length; kind++) {
            draw(graphics, kind, places[kind][0], places[kind][1], places[kind][2]);
            cover(mask, kind, places[kind]);
            boxes.add(box(kind, places[kind], error));
        }
        graphics.dispose();
        return Image.of(picture)
                .withCaption(String.format(Locale.ROOT, "boxes off by %.0f %%", error * 100))
                .withBoxes("predictions", boxes, Map.of(1, "circle", 2, "square", 3, "triangle"))
                .withMask("truth", mask, Map.of(0, "ground", 1, "circle", 2, "square", 3, "triangle"));
    }

    private BoundingBox box(int kind, int[] place, double error) {
        double shift = error * (random.nextDouble() - 0.5);
        double left = place[0] / (double) SIZE + shift;
        double top = place[1] / (double) SIZE - shift;
        double side = place[2] / (double) SIZE;
        return BoundingBox.ofSides(
                        Math.max(0, left), Math.max(0, top), Math.min(1, left + side), Math.min(1, top + side))
                .withClass(kind + 1)
                .withCaption(NAMES.get(kind))
                .withScore("iou", Math.round(100 * (1 - 2 * error)) / 100.0);
    }

    private static void cover(int[][] mask, int kind, int[] place) {
        for (int y = place[1]; y < place[1] + place[2]; y++) {
            for (int x = place[0]; x < place[0] + place[2]; x++) {
                double u = (x - place[0]) / (double) place[2];
                double v = (y - place[1]) / (double) place[2];
                boolean inside =
                        kind == 0 ? Math.hypot(u - 0.5, v - 0.5) < 0.5 : kind == 1 || Math.abs(u - 0.5) < v / 2;
                if (inside) {
                    mask[y][x] = kind + 1;
                }
            }
        }
    }

    private BufferedImage shape(int kind, int size) {
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = graphics(picture);
        int light = 215 + random.nextInt(35);
        graphics.setColor(new Color(light, light, light - 8));
        graphics.fillRect(0, 0, size, size);
        int side = size / 2 + random.nextInt(size / 3);
        draw(graphics, kind, random.nextInt(size - side), random.nextInt(size - side), side);
        graphics.dispose();
        return picture;
    }

    private static void draw(Graphics2D graphics, int kind, int x, int y, int side) {
        graphics.setColor(COLORS[kind]);
        switch (kind) {
            case 0 -> graphics.fillOval(x, y, side, side);
            case 1 -> graphics.fillRect(x, y, side, side);
            default ->
                graphics.fillPolygon(new int[] {x + side / 2, x + side, x}, new int[] {y, y + side, y + side}, 3);
        }
    }

    private static Graphics2D graphics(BufferedImage picture) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        return graphics;
    }

    private void files(Path film) throws IOException {
        double[] chord = IntStream.range(0, 12_000)
                .mapToDouble(i ->
                        0.2 * Math.exp(-i / 6000.0) * (Math.sin(i * 0.35) + Math.sin(i * 0.44) + Math.sin(i * 0.52)))
                .toArray();
        Map<String, Object> media = new LinkedHashMap<>();
        media.put("chord", Audio.of(chord, 8000).withCaption("three tones, fading"));
        media.put("film", Video.of(film).withCaption("a square on its way"));
        media.put(
                "report",
                Markdown.of("## Shapes found\n\n| shape | found |\n|---|--:|\n| circle | 97 % |\n| square | 99 % |\n"));
        media.put(
                "figure",
                Plotly.of(Map.of(
                        "data",
                        List.of(
                                Map.of(
                                        "type",
                                        "scatter",
                                        "name",
                                        "recall",
                                        "x",
                                        List.of(1, 2, 3, 4, 5),
                                        "y",
                                        List.of(0.4, 0.6, 0.75, 0.82, 0.9)),
                                Map.of(
                                        "type",
                                        "bar",
                                        "name",
                                        "found",
                                        "x",
                                        List.of(1, 2, 3, 4, 5),
                                        "y",
                                        List.of(0.3, 0.5, 0.7, 0.7, 0.8))),
                        "layout",
                        Map.of(
                                "title",
                                Map.of("text", "Found by round"),
                                "xaxis",
                                Map.of("title", Map.of("text", "round"))))));
        run.log(media);
    }

    private void shapes() throws IOException {
        double[][] ring = new double[4000][];
        for (int i = 0; i < ring.length; i++) {
            double t = random.nextDouble() * 2 * Math.PI;
            double u = random.nextDouble() * 2 * Math.PI;
            ring[i] = new double[] {
                (2 + 0.7 * Math.cos(u)) * Math.cos(t),
                (2 + 0.7 * Math.cos(u)) * Math.sin(t),
                0.7 * Math.sin(u),
                Math.rint(127 + 120 * Math.cos(t)),
                Math.rint(127 + 120 * Math.sin(t)),
                160
            };
        }
        Box3D box = Box3D.around(new double[] {2, 0, 0}, new double[] {1.6, 1.6, 1.6}, "part", 220, 60, 50);
        run.log(Map.of(
                "shapes/ring", Object3D.of(ring, List.of(box), List.of()),
                "shapes/tetrahedron",
                        Object3D.of(Files.writeString(
                                folder.resolve("tetrahedron.obj"),
                                "v 1 1 1\nv -1 -1 1\nv -1 1 -1\nv 1 -1 -1\nf 1 2 3\nf 1 2 4\nf 1 3 4\nf 2 3 4\n")),
                "shapes/benzene",
                        Molecule.of(Files.writeString(folder.resolve("benzene.pdb"), benzene()))
                                .withCaption("benzene")));
    }

    private static String benzene() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            double angle = Math.PI / 3 * (i % 6);
            double radius = i < 6 ? 1.39 : 2.48;
            lines.append(String.format(
                    Locale.ROOT,
                    "HETATM%5d  %s%-2d BNZ A   1    %8.3f%8.3f%8.3f  1.00  0.00           %s%n",
                    i + 1,
                    i < 6 ? "C" : "H",
                    i % 6 + 1,
                    radius * Math.cos(angle),
                    radius * Math.sin(angle),
                    0.0,
                    i < 6 ? "C" : "H"));
        }
        return lines.append("END\n").toString();
    }

    private void tables() {
        Table.Builder rows = Table.columns("id", "picture", "truth", "guess", "confidence", "tags");
        for (int i = 0; i < ROWS; i++) {
            int truth = random.nextInt(3);
            int guess = random.nextInt(8) == 0 ? (truth + 1) % 3 : truth;
            rows.add(
                    i,
                    Image.of(shape(truth, 64)),
                    NAMES.get(truth),
                    NAMES.get(guess),
                    Math.round(1000 * (0.6 + 0.4 * random.nextDouble())) / 1000.0,
                    truth == guess ? List.of("right") : List.of("wrong", "look again"));
        }
        run.log(Map.of("tables/predictions", rows.build()));
        IncrementalTable growing = IncrementalTable.columns("round", "found");
        for (int round = 0; round < 4; round++) {
            run.log(Map.of("tables/rounds", growing.add(round, 3 + 2 * round).add(round, 4 + round)));
        }
    }

    private void charts() {
        int[] truth = IntStream.range(0, 240).map(i -> random.nextInt(3)).toArray();
        double[][] scores = new double[truth.length][3];
        for (int i = 0; i < truth.length; i++) {
            double sum = 0;
            for (int kind = 0; kind < 3; kind++) {
                scores[i][kind] = random.nextDouble() + (kind == truth[i] ? 0.6 : 0);
                sum += scores[i][kind];
            }
            for (int kind = 0; kind < 3; kind++) {
                scores[i][kind] /= sum;
            }
        }
        Table.Builder waves = Table.columns("x", "y", "wave");
        IntStream.range(0, 80)
                .forEach(i -> waves.add(i / 8.0, Math.sin(i / 8.0), "sine").add(i / 8.0, Math.cos(i / 8.0), "cosine"));
        Table table = waves.build();
        Table sizes = Table.columns("kind", "count")
                .add("circle", 81)
                .add("square", 84)
                .add("triangle", 75)
                .build();
        run.log(Map.of(
                "roc",
                Wandb.plot().rocCurve(truth, scores, NAMES, "ROC"),
                "pr",
                Wandb.plot().prCurve(truth, scores, NAMES, "Precision and recall"),
                "matrix",
                Wandb.plot().confusionMatrix(truth, scores, NAMES, "Confusion"),
                "waves",
                Wandb.plot().line(table, "x", "y", "wave", "Waves"),
                "sizes",
                Wandb.plot().bar(sizes, "kind", "count", "Shapes"),
                "spread",
                Wandb.plot().histogram(table, "y", "Spread")));
    }

    /** What a program would have written to its console, and the machine measured of itself, as file stream content. */
    static Map<String, List<String>> fromTheMachine(int lines) {
        List<String> console = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            String time =
                    String.format(Locale.ROOT, "2026-01-01T10:%02d:%02d.%06d", i / 60 % 60, i % 60, i % 1000 * 1000);
            console.add(
                    i % 50 == 49
                            ? "ERROR " + time + " round " + i + ": a picture is unreadable, skipped"
                            : time + " round " + i + " \u001b[32mloss\u001b[0m "
                                    + String.format(Locale.ROOT, "%.4f", Math.exp(-i / 400.0))
                                    + (i % 10 == 0 ? " \u001b[1;34msaved\u001b[0m" : ""));
        }
        for (int i = 0; i < 60; i++) {
            double wave = Math.sin(i / 6.0);
            events.add(String.format(
                    Locale.ROOT,
                    "{\"_runtime\":%d,\"system.cpu\":%.2f,\"system.memory_percent\":%.2f,\"system.proc.memory.rssMB\":%.1f,"
                            + "\"system.gpu.0.gpu\":%.1f,\"system.gpu.1.gpu\":%.1f,\"system.jvm.heap.usedMB\":%.1f,\"system.jvm.gc.count\":%d,\"system.network.sent\":%d,\"system.disk./.usagePercent\":41.5}",
                    15 * i,
                    60 + 20 * wave,
                    40 + 0.1 * i,
                    900 + 3.0 * i,
                    85 + 10 * wave,
                    70 - 12 * wave,
                    200 + 20.0 * (i % 7),
                    i / 7,
                    40_000L * i));
        }
        return Map.of("output.log", console, "wandb-events.jsonl", events);
    }
}
