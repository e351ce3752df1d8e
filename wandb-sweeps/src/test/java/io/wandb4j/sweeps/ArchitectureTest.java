package io.wandb4j.sweeps;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.wandb4j.sweeps", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_STAND_ON_THOSE_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("runs")
            .definedBy("io.wandb4j.sweeps")
            .layer("config")
            .definedBy("io.wandb4j.sweeps.config")
            .layer("space")
            .definedBy("io.wandb4j.sweeps.space")
            .layer("search")
            .definedBy("io.wandb4j.sweeps.search")
            .layer("stopping")
            .definedBy("io.wandb4j.sweeps.stopping")
            .whereLayer("runs")
            .mayOnlyBeAccessedByLayers("search", "stopping")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("space", "search", "stopping")
            .whereLayer("space")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("search")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("stopping")
            .mayNotBeAccessedByAnyLayer();
}
