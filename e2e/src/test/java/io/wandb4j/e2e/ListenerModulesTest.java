package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Who adds a listener to a training gets no other parts of the framework with it, nor natives for other platforms. */
class ListenerModulesTest {
    private static final List<String> FOREIGN = List.of(
            "org/deeplearning4j/ui/",
            "org/deeplearning4j/core/storage/",
            "org/deeplearning4j/parallelism/",
            "org/datavec/",
            "org/apache/spark/");

    @ParameterizedTest(name = "{0}")
    @CsvSource({"wandb-dl4j, deeplearning4j-nn", "wandb-djl, api"})
    void needOurClientAndTheFrameworksCoreAlone(String module, String core) throws Exception {
        assertThat(dependencies(module, "compile")).isSubsetOf("wandb-core", "slf4j-api");
        assertThat(dependencies(module, "provided")).containsExactly(core);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"wandb-dl4j", "wandb-djl"})
    void knowNoClassOfTheFrameworksOtherParts(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "target", "classes"))) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(classes).hasSizeGreaterThan(10);
            for (Path file : classes) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(FOREIGN);
            }
        }
    }

    private static List<String> dependencies(String module, String scope) throws Exception {
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("..", module, "pom.xml").toFile())
                .getElementsByTagName("dependency");
        List<String> found = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            Element dependency = (Element) all.item(i);
            NodeList scopes = dependency.getElementsByTagName("scope");
            if (scope.equals(
                    scopes.getLength() == 0 ? "compile" : scopes.item(0).getTextContent())) {
                found.add(dependency.getElementsByTagName("artifactId").item(0).getTextContent());
            }
        }
        return found;
    }
}
