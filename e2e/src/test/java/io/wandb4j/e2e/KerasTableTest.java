package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of what W&amp;B's Keras callbacks take and do: no cell of it is empty, and the tests that it names are there. */
class KerasTableTest {
    private static final Path ROOT = Path.of("..");
    private static final int COLUMNS = 4;
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("(\\w+(?:Test|Contract))(?:\\.(\\w+))?");

    @Test
    void hasNoEmptyCell() throws IOException {
        List<String> rows = rows();

        assertThat(rows).hasSizeGreaterThan(40);
        assertThat(rows).allSatisfy(row -> assertThat(
                        Arrays.stream(row.split("\\|", -1)).map(String::strip).filter(cell -> !cell.isEmpty()))
                .hasSize(COLUMNS));
    }

    @Test
    void namesTestsThatAreThere() throws IOException {
        Map<String, String> tests = tests();
        Set<String> missing = new TreeSet<>();
        for (String row : rows()) {
            Matcher code = CODE.matcher(row);
            while (code.find()) {
                Matcher name = TEST.matcher(code.group(1));
                if (name.matches() && !isThere(tests.get(name.group(1)), name.group(2))) {
                    missing.add(name.group());
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static boolean isThere(String source, String method) {
        return source != null && (method == null || source.contains(" void " + method + "("));
    }

    /** The rows of the callbacks' tables, without their heads. */
    private static List<String> rows() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/keras-callbacks.md"));
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
