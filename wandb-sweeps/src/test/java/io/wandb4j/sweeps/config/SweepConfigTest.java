package io.wandb4j.sweeps.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepConfigTest {
    private static final String TUTORIAL = """
            method: random
            name: mnist
            metric: &metric
              name: epoch/val_loss
              goal: minimize
            early_terminate:
              type: hyperband
              min_iter: 5
            parameters:
              batch_size:
                values: [32, 64, 128, 256]
              learning_rate:
                values: [1e-2, 0.005, 1.0e-3, .0005, 1e-4]
            """;

    @TempDir
    Path dir;

    @Test
    void warnsOfMacrosThatThereAreNot() {
        SweepConfig config = SweepConfig.of(Map.of(
                "method", "grid",
                "command", List.of("${env}", "run", "${arg}", "${envvar:HOME}", "--x=${what}", "${args_json_file}"),
                "parameters", Map.of("x", Map.of("values", List.of(1)))));

        assertThat(config.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "command[2]: \"${arg}\" is no macro, so agents leave it out; did you mean ${args}? Allowed: ");
    }

    @Test
    void readsYaml() throws IOException {
        Path file = Files.writeString(dir.resolve("sweep.yaml"), TUTORIAL);
        SweepConfig config = SweepConfig.read(file);
        assertThat(config.method()).isEqualTo(Method.RANDOM);
        assertThat(config.name()).contains("mnist");
        assertThat(config.metric()).contains(Metric.of("epoch/val_loss", Goal.MINIMIZE));
        assertThat(config.earlyTerminate()).contains(EarlyTerminate.from(5));
        assertThat(config.parameters().get("learning_rate"))
                .isEqualTo(new Parameter.Categorical(List.of(0.01, 0.005, 0.001, 0.0005, 0.0001)));
        assertThat(config.parameters().keySet()).containsExactly("batch_size", "learning_rate");
        assertThat(config.runCap()).isEqualTo(OptionalLong.empty());
        assertThat(config.controller()).isEqualTo(Controller.CLOUD);
    }

    @Test
    void readsJsonThatIsIndentedByTabs() {
        SweepConfig config = SweepConfig.parse(
                "{\n\t\"method\": \"grid\",\n\t\"run_cap\": 3,\n\t\"parameters\": {\"a\": {\"value\": null}}\n}");
        assertThat(config.runCap()).hasValue(3);
        assertThat(config.parameters()).containsEntry("a", Parameter.value(null));
    }

    @Test
    void isTheSameAfterATripThroughYaml() {
        Map<String, Object> odd = new LinkedHashMap<>();
        odd.put(
                "values",
                Arrays.asList(
                        "007",
                        "1e5",
                        "yes",
                        "null",
                        "",
                        " a",
                        "2024-01-31",
                        "é雪",
                        "a: b",
                        "x\ny",
                        null,
                        1e20,
                        1e-7,
                        2L));
        SweepConfig config = SweepConfig.of(Map.of("method", "grid", "parameters", Map.of("odd", odd)));
        assertThat(SweepConfig.parse(config.toYaml())
                        .parameters()
                        .get("odd")
                        .toMap()
                        .toString())
                .isEqualTo(odd.toString());
        assertThat(config.toYaml()).contains("\"007\"", "1.0E+20");
    }

    @Test
    void buildsEveryKindOfParameter() {
        SweepConfig config = SweepConfig.builder()
                .method(Method.RANDOM)
                .metric("loss", Goal.MAXIMIZE, 0.9)
                .earlyTerminate(EarlyTerminate.upTo(27, 2).withEta(2).withStrict(false))
                .parameter("values", Parameter.values("a", 2, 3.5, null))
                .parameter("weighted", Parameter.values(List.of(1, 2), List.of(0.25, 0.75)))
                .parameter("value", Parameter.value(true))
                .parameter("int_uniform", Parameter.intUniform(1, 9))
                .parameter("uniform", Parameter.uniform(0, 1))
                .parameter("q_uniform", Parameter.qUniform(0, 1, 0.25))
                .parameter("log", Parameter.logUniformValues(1e-5, 1e-1))
                .parameter("q_log", Parameter.qLogUniformValues(1, 512, 8))
                .parameter("inv_log", Parameter.invLogUniformValues(1, 10))
                .parameter("normal", Parameter.normal(0, 1))
                .parameter("q_normal", Parameter.qNormal(0, 1, 0.5))
                .parameter("log_normal", Parameter.logNormal(0, 1))
                .parameter("q_log_normal", Parameter.qLogNormal(0, 1, 1))
                .parameter("beta", Parameter.beta(2, 5))
                .parameter("q_beta", Parameter.qBeta(2, 5, 0.1))
                .parameter("nested", Parameter.nested(Map.of("inner", Parameter.values(1, 2))))
                .runCap(10)
                .program("train")
                .command(List.of("${env}", "${program}"))
                .controller(Controller.LOCAL)
                .build();
        assertThat(SweepConfig.parse(config.toYaml())).hasToString(config.toString());
        assertThat(config.metric().orElseThrow().target()).isEqualTo(OptionalDouble.of(0.9));
        assertThat(config.earlyTerminate())
                .contains(EarlyTerminate.upTo(27, 2).withEta(2).withStrict(false));
        assertThat(config.controller()).isEqualTo(Controller.LOCAL);
        assertThat(config.command()).containsExactly("${env}", "${program}");
    }

    @Test
    void writesOutTheDistributionThatBoundsImply() {
        SweepConfig config = SweepConfig.parse(
                "{method: random, parameters: {a: {min: 0.0, max: 1.0}, g: {parameters: {b: {min: 0, max: 1}}}}}");
        assertThat(config.toMap().get("parameters"))
                .hasToString("{a={min=0.0, max=1.0, distribution=uniform},"
                        + " g={parameters={b={min=0, max=1, distribution=int_uniform}}}}");
    }

    @Test
    void keepsNothingOfWhatItWasGiven() {
        Map<String, Object> parameter = new LinkedHashMap<>(Map.of("value", 1));
        SweepConfig config = SweepConfig.of(Map.of("method", "grid", "parameters", Map.of("a", parameter)));
        parameter.put("value", 2);
        assertThat(config.parameters()).containsEntry("a", Parameter.value(1));
    }

    @Test
    void tellsWhereTheTextIsBroken() {
        assertThatExceptionOfType(InvalidSweepException.class)
                .isThrownBy(() -> SweepConfig.parse("method: random\nparameters: [a\n"))
                .withMessageContaining("the text is neither YAML nor JSON at line 3, column 1");
        assertThatExceptionOfType(InvalidSweepException.class)
                .isThrownBy(() -> SweepConfig.parse("method: random\nmethod: grid\n"))
                .withMessageContaining("duplicate key method");
        assertThatExceptionOfType(InvalidSweepException.class)
                .isThrownBy(() -> SweepConfig.parse("- random"))
                .withMessageContaining("the text is not a mapping");
        assertThatExceptionOfType(InvalidSweepException.class)
                .isThrownBy(() -> SweepConfig.read(dir.resolve("none.yaml")))
                .withMessageContaining("cannot read the file");
    }

    @Test
    void knowsWhenAMetricReachedItsTarget() {
        assertThat(Metric.of("loss", Goal.MINIMIZE).withTarget(0.1).isReachedBy(0.1))
                .isTrue();
        assertThat(Metric.of("accuracy", Goal.MAXIMIZE).withTarget(0.9).isReachedBy(0.8))
                .isFalse();
        assertThat(Metric.of("loss", Goal.MINIMIZE).isReachedBy(0)).isFalse();
    }
}
