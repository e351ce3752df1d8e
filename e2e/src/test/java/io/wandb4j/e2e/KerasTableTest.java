package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of what W&amp;B's Keras callbacks take and do: no cell of it is empty, no argument is left out, and the tests that it
 * names are there. */
class KerasTableTest {
    private static final Path ROOT = Path.of("..");
    private static final int COLUMNS = 4;
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("(\\w+(?:Test|Contract))(?:\\.(\\w+))?");
    private static final Pattern DISABLED = Pattern.compile("^\\s*@Disabled", Pattern.MULTILINE);
    /** What the old callback took in its last version, 0.27.0. */
    private static final List<String> OLD_ARGUMENTS = List.of(
            "monitor",
            "verbose",
            "mode",
            "save_weights_only",
            "log_weights",
            "log_gradients",
            "save_model",
            "training_data",
            "validation_data",
            "labels",
            "predictions",
            "generator",
            "input_type",
            "output_type",
            "log_evaluation",
            "validation_steps",
            "class_colors",
            "log_batch_frequency",
            "log_best_prefix",
            "save_graph",
            "validation_indexes",
            "validation_row_processor",
            "prediction_row_processor",
            "infer_missing_processors",
            "log_evaluation_frequency",
            "compute_flops",
            "data_type");

    @TempDir
    Path dir;

    @Test
    void hasNoEmptyCell() throws IOException {
        List<String> rows = rows();

        assertThat(rows).hasSizeGreaterThan(40);
        assertThat(rows).allSatisfy(row -> assertThat(cells(row)).hasSize(COLUMNS));
    }

    @Test
    void everyRowNamesATestThatIsThere() throws IOException {
        Map<String, String> tests = tests();

        assertThat(rows()).allSatisfy(row -> assertThat(codes(cells(row).get(COLUMNS - 1)))
                .as(row)
                .isNotEmpty()
                .allMatch(name -> isThere(name, tests)));
        assertThat(missing(page(), tests)).isEmpty();
    }

    @Test
    void seesWhatIsNoTest() throws IOException {
        Map<String, String> tests = tests();

        assertThat(missing("`KerasTableTest`, `KerasTableTest.hasNoEmptyCell`, `TrainingListenerContract`", tests))
                .isEmpty();
        assertThat(missing("`GoneTest`, `KerasTableTest.isThere`, `KerasTableTest.gone`, `GoneContract.x`", tests))
                .containsExactly("GoneContract.x", "GoneTest", "KerasTableTest.gone", "KerasTableTest.isThere");
    }

    @Test
    void speaksOfEveryArgumentOfTheOfficialCallbacks() throws Exception {
        String page = page();
        List<String> names = PythonClient.offline(dir)
                .run("keras_arguments.py")
                .lines()
                .filter(name -> !name.equals("ok"))
                .toList();

        assertThat(names).contains("log_freq", "monitor", "add_ground_truth").allSatisfy(name -> assertThat(page)
                .contains("`" + name));
        assertThat(OLD_ARGUMENTS).allSatisfy(name -> assertThat(page).containsPattern("`" + name + "[`=:]"));
    }

    /** What is named like a test, but is none. */
    private static Set<String> missing(String text, Map<String, String> tests) {
        Set<String> missing = new TreeSet<>();
        for (String code : codes(text)) {
            if (TEST.matcher(code).matches() && !isThere(code, tests)) {
                missing.add(code);
            }
        }
        return missing;
    }

    private static boolean isThere(String name, Map<String, String> tests) {
        Matcher test = TEST.matcher(name);
        if (!test.matches()) {
            return false;
        }
        String source = tests.getOrDefault(test.group(1), "");
        String method = test.group(2);
        return isRun(test.group(1), source, tests.values())
                && (method == null
                        || Arrays.stream(source.split("\n\n", -1))
                                .anyMatch(part -> part.contains(" void " + method + "(")
                                        && (part.contains("@Test\n") || part.contains("@ParameterizedTest"))));
    }

    /** Whether a class has tests that run: a contract those of both frameworks. */
    private static boolean isRun(String name, String source, Collection<String> all) {
        boolean hasTests =
                source.contains("@Test\n") && !DISABLED.matcher(source).find();
        long heirs = all.stream()
                .filter(other -> other.contains(" extends " + name + " {"))
                .count();
        return hasTests && (!name.endsWith("Contract") || heirs >= 2);
    }

    private static List<String> codes(String text) {
        return CODE.matcher(text).results().map(code -> code.group(1)).toList();
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.split("\\|", -1))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/keras-callbacks.md"));
    }

    /** The rows of the callbacks' tables, without their heads. */
    private static List<String> rows() throws IOException {
        String page = page();
        return page.substring(0, page.indexOf("## SameDiff"))
                .lines()
                .filter(line ->
                        line.startsWith("| ") && !line.startsWith("| argument") && !line.startsWith("| behaviour"))
                .toList();
    }

    /** The sources of all tests; those of one name are taken together. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path folder : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> tests.merge(
                                    file.getFileName().toString().replace(".java", ""), read(file), String::concat));
                }
            }
        }
        return tests;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
