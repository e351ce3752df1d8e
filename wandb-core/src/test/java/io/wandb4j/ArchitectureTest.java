package io.wandb4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The packages of the client lie on top of each other; docs/architecture.md tells why. */
class ArchitectureTest {
    /** Floor to roof: a package imports only those above it in this list. */
    private static final List<String> FLOOR_TO_ROOF = List.of(
            "errors",
            "internal.json",
            "settings",
            "internal.place",
            "media",
            "chart",
            "metric",
            "artifact",
            "internal.record",
            "internal.log",
            "internal.monitor",
            "internal.console",
            "internal.terminal",
            "internal.transport",
            "internal.stream",
            "internal.sweep",
            "sync",
            "query",
            "run",
            "evaluation",
            "training",
            "sweep");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.wandb4j");

    @TestFactory
    Stream<DynamicTest> packagesImportOnlyTheirFloor() {
        return IntStream.range(0, FLOOR_TO_ROOF.size())
                .mapToObj(i -> DynamicTest.dynamicTest(FLOOR_TO_ROOF.get(i), () -> checkFloor(i)));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.wandb4j.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheTransportKnowsTheHttpLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.wandb4j.internal.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("okhttp3..")
                .check(CLASSES);
    }

    private static void checkFloor(int index) {
        String[] above = Stream.concat(
                        FLOOR_TO_ROOF.subList(index + 1, FLOOR_TO_ROOF.size()).stream()
                                .map(name -> "io.wandb4j." + name + ".."),
                        Stream.of("io.wandb4j"))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.wandb4j." + FLOOR_TO_ROOF.get(index) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .check(CLASSES);
    }
}
