package io.wandb4j.sweeps.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.search.Search;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
    enum Optimizer {
        SGD,
        ADAM
    }

    record Schedule(
            @Range(min = 0.5, max = 1) double decay,
            @Fixed("10") int warmup) {}

    record HyperParams(
            @Range(min = 1e-4, max = 1e-1, log = true) double learningRate,
            @OneOf({"32", "64", "128"}) int batchSize,
            @Named("n_layers") @Range(min = 1, max = 5) int layers,
            @Range(min = 8, max = 512, log = true) long width,
            @Range(min = 0, max = 1, step = 0.25) float dropout,

            @OneOf(
                    value = {"relu", "tanh"},
                    probabilities = {0.9, 0.1})
            String activation,

            @Normal(sigma = 2) double bias,
            @Beta(a = 2, b = 5) double momentum,
            boolean shuffle,
            Optimizer optimizer,
            Schedule schedule) {}

    record Odd(
            double free,
            @Range(min = 0, max = 1) String text,
            List<String> list,
            @Range(min = 0.5, max = 2) int n) {}

    @Test
    void isASpaceOfParameters() {
        assertThat(config().toMap().get("parameters").toString())
                .contains(
                        "learning_rate={distribution=log_uniform_values, min=1.0E-4, max=0.1}",
                        "batch_size={values=[32, 64, 128]}",
                        "n_layers={distribution=int_uniform, min=1, max=5}",
                        "width={distribution=q_log_uniform_values, min=8.0, max=512.0, q=1}",
                        "dropout={distribution=q_uniform, min=0.0, max=1.0, q=0.25}",
                        "probabilities=[0.9, 0.1]",
                        "bias={distribution=normal, mu=0.0, sigma=2.0}",
                        "momentum={distribution=beta, a=2.0, b=5.0}",
                        "shuffle={values=[true, false]}",
                        "optimizer={values=[SGD, ADAM]}",
                        "schedule={parameters={decay=",
                        "warmup={value=10}");
    }

    @Test
    void isWhatTheTrainingFunctionGets() {
        Map<String, Object> values = new HashMap<>();
        Search.next(config(), List.of(), new SplittableRandom(1))
                .orElseThrow()
                .forEach((name, holder) -> values.put(name, ((Map<?, ?>) holder).get("value")));
        values.put("epochs", 3);
        HyperParams params = SearchSpace.of(HyperParams.class).read(values);
        assertThat(params.learningRate()).isEqualTo(values.get("learning_rate"));
        assertThat(params.batchSize()).isIn(32, 64, 128);
        assertThat(params.layers()).isBetween(1, 5);
        assertThat(params.optimizer().name()).isEqualTo(values.get("optimizer"));
        assertThat(params.schedule().warmup()).isEqualTo(10);
    }

    @Test
    void namesEveryComponentThatCannotBeAParameter() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SearchSpace.of(Odd.class))
                .withMessageContainingAll(
                        "Odd.free does not say what its values are",
                        "Odd.text is not a number",
                        "Odd.list has a type that no parameter has: List",
                        "Odd.n is a whole number, but its range has a bound that is not");
    }

    @Test
    void namesEveryValueThatDoesNotFit() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SearchSpace.of(Schedule.class).read(Map.of("decay", "much")))
                .withMessageContainingAll("decay: \"much\" is not a number", "warmup: there is no value");
    }

    private static SweepConfig config() {
        return SweepConfig.builder()
                .method(Method.RANDOM)
                .metric("loss", Goal.MINIMIZE)
                .parameters(SearchSpace.of(HyperParams.class).parameters())
                .build();
    }
}
