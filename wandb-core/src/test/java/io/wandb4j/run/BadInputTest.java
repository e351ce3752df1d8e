package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.media.Audio;
import io.wandb4j.media.BoundingBox;
import io.wandb4j.media.Box3D;
import io.wandb4j.media.Graph;
import io.wandb4j.media.Histogram;
import io.wandb4j.media.Html;
import io.wandb4j.media.Image;
import io.wandb4j.media.Markdown;
import io.wandb4j.media.Molecule;
import io.wandb4j.media.Object3D;
import io.wandb4j.media.Plotly;
import io.wandb4j.media.Table;
import io.wandb4j.media.Video;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.query.RunFilter;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody can log gets one error where it is made, which says what is wrong, or one warning where it is logged; the
 * rest of a row, and of a run, is not touched. */
class BadInputTest {
    private static final Table POINTS = Table.columns("x", "y").add(1, 2).build();

    @TempDir
    static Path files;

    @TempDir
    Path dir;

    static Stream<Arguments> badInput() throws IOException {
        Path text = Files.writeString(files.resolve("notes.txt"), "no picture");
        Path broken = Files.write(files.resolve("broken.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        Path missing = files.resolve("missing.png");
        return Stream.of(
                bad("an image that is not there", () -> Image.of(missing), "missing.png"),
                bad("an image that is none", () -> Image.of(text), "notes.txt"),
                bad("half an image", () -> Image.of(broken), "broken.png"),
                bad("pixels beyond 255", () -> Image.of(new int[][] {{256}}), "256"),
                bad("rows of pixels that differ", () -> Image.of(new int[][] {{1, 2}, {3}}), "2"),
                bad(
                        "a mask that is ragged",
                        () -> Image.of(new int[][] {{1}}).withMask("m", new int[][] {{1}, {}}),
                        "mask"),
                bad("NaN in a box", () -> BoundingBox.ofSides(0, Double.NaN, 1, 1), "NaN"),
                bad("infinity in a box", () -> BoundingBox.ofMiddle(1, 1, Double.POSITIVE_INFINITY, 1), "Infinity"),
                bad("NaN in a box in space", () -> cube(Double.NaN), "NaN"),
                bad("NaN in a point in space", () -> Object3D.of(new double[][] {{1, 2, Double.NaN}}), "NaN"),
                bad("a point in a plane", () -> Object3D.of(new double[][] {{1, 2}}), "2"),
                bad("a ragged table", () -> Table.columns("a", "b").add(1), "1 cells"),
                bad("a column of two types", () -> Table.columns("a").add(1).add("one"), "column \"a\""),
                bad("two columns of one name", () -> Table.columns("a", "a").build(), "different names"),
                bad("a cell of a strange type", () -> Table.columns("a").add(Thread.currentThread()), "Thread"),
                bad("a text of 2 GB in a cell", () -> Table.columns("a").add(new Endless()), "at most 67108864"),
                bad(
                        "an array of 100 MB in a cell",
                        () -> Table.columns("a").add((Object) new byte[100 << 20]),
                        "at most"),
                bad(
                        "an unknown preset",
                        () -> Wandb.plot().custom("wandb/pie/v0", POINTS, Map.of("x", "x"), Map.of()),
                        "pie"),
                bad("a chart of a column that is not there", () -> Wandb.plot().scatter(POINTS, "x", "z", ""), "\"z\""),
                bad(
                        "a histogram of nothing countable",
                        () -> Histogram.ofCounts(new double[] {1}, new double[] {1}),
                        "1"),
                bad(
                        "a caption of a megabyte",
                        () -> Image.of(new int[][] {{1}}).withCaption("x".repeat(1 << 20)),
                        "caption"),
                bad("a sound that is not there", () -> Audio.of(files.resolve("no.wav")), "no.wav"),
                bad("a sample that is no number", () -> Audio.of(new double[] {Double.NaN}, 8000), "NaN"),
                bad("a film of another kind", () -> Video.of(text), "notes.txt"),
                bad("a molecule of another kind", () -> Molecule.of(text), "notes.txt"),
                bad("a page that is not there", () -> Html.of(files.resolve("no.html")), "no.html"),
                bad("a text that is not there", () -> Markdown.of(files.resolve("no.md")), "no.md"),
                bad("a cell that contains itself", () -> Table.columns("a").add(itself()), "contain itself"),
                bad(
                        "metadata that contain themselves",
                        () -> Artifact.create("a", "t").metadata(Map.of("m", itself())),
                        "metadata 'm'"),
                bad(
                        "a config that contains itself",
                        () -> new Config(Map.of("c", itself()), Set.of(), change -> {}, warning -> {}),
                        "\"c\" of the config"),
                bad("a figure with an odd value", () -> Plotly.of(Map.of("data", new Object())), "JSON"),
                bad("a figure that is no JSON", () -> Plotly.ofJson("{"), "JSON"),
                bad(
                        "a graph with a layer from nowhere",
                        () -> Graph.of(List.of(new Graph.Node("out", "Dense", "(1)", 2, List.of("in")))),
                        "\"out\" takes inputs from [in]"),
                bad("a star amid a metric", () -> MetricDefinition.of("a*b"), "a*b"),
                bad("a filter that is no object", () -> RunFilter.ofJson("[]"), "JSON object"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInput")
    void saysAtOnceWhatIsWrong(String what, ThrowingCallable made, String hint) {
        assertThatThrownBy(made)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(hint)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n"));
    }

    @Test
    void nothingElseIsLost() throws IOException {
        Settings settings = Settings.builder()
                .project("test")
                .id("r1")
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .silent(true)
                .build();
        try (Run run = Wandb.init(settings)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("before", 1);
            row.put("strange", new Object());
            row.put("picture", Image.of(new int[][] {{1}}));
            row.put("a\0b", Image.of(new int[][] {{2}}));
            row.put("after", 2);
            run.log(row);
            assertThatThrownBy(() -> run.save("/etc/hostname", dir, SavePolicy.NOW))
                    .isInstanceOf(UsageException.class);
            run.save(dir + "/nothing/*.txt", dir, SavePolicy.NOW);
            run.log(Map.of("next", 3));
            assertThat(run.losses()).hasSize(2).anySatisfy(loss -> assertThat(loss)
                    .contains("strange"));
        }
        List<List<String>> rows = rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).contains("before", "picture", "after").doesNotContain("strange");
        assertThat(rows.get(1)).contains("next");
    }

    private List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (LogReader log = LogReader.open(dir.resolve("wandb/latest-run/run-r1.wandb"))) {
            for (Optional<Record> record = log.next(); record.isPresent(); record = log.next()) {
                if (record.get().hasHistory()) {
                    rows.add(record.get().getHistory().getItemList().stream()
                            .map(item -> String.join(".", item.getNestedKeyList()))
                            .toList());
                }
            }
        }
        return rows;
    }

    private static Arguments bad(String what, ThrowingCallable made, String hint) {
        return arguments(what, made, hint);
    }

    private static List<Object> itself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        return list;
    }

    private static Box3D cube(double size) {
        double[] sides = new double[3];
        Arrays.fill(sides, size);
        return Box3D.around(new double[3], sides, "box", 255, 0, 0);
    }

    /** A text that would not fit into memory. */
    private static final class Endless implements CharSequence {
        @Override
        public int length() {
            return Integer.MAX_VALUE;
        }

        @Override
        public char charAt(int index) {
            return 'x';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw new OutOfMemoryError("a text of two gigabytes was copied");
        }

        @Override
        public String toString() {
            throw new OutOfMemoryError("a text of two gigabytes was copied");
        }
    }
}
