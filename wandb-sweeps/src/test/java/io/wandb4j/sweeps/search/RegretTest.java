package io.wandb4j.sweeps.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.sweeps.config.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How good the searches are, beside W&B's and Optuna's; all 30 seeds in the soak profile. */
class RegretTest {
    private static final int SEEDS = Integer.getInteger("wandb4j.soak.search.seeds", 3);

    static List<SearchProblem> problems() {
        return SearchProblem.all();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void bayesIsNotWorseThanTheOfficialOne(SearchProblem problem) {
        assertNotWorse(problem, Method.BAYES, "wandb-bayes");
    }

    @ParameterizedTest
    @MethodSource("problems")
    void tpeIsNotWorseThanOptunas(SearchProblem problem) {
        assertNotWorse(problem, Method.TPE, "optuna-tpe");
    }

    @ParameterizedTest
    @MethodSource("problems")
    void bayesArdBeatsTheOfficialBayes(SearchProblem problem) {
        double[] ours = bests(problem, Method.BAYES_ARD);
        assertThat(MannWhitney.median(ours))
                .isLessThan(MannWhitney.median(problem.others().get("wandb-bayes")));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void cmaEsBeatsChance(SearchProblem problem) {
        double[] ours = bests(problem, Method.CMA_ES);
        assertThat(MannWhitney.median(ours))
                .isLessThan(MannWhitney.median(problem.others().get("wandb-random")));
    }

    private static void assertNotWorse(SearchProblem problem, Method method, String other) {
        double[] ours = bests(problem, method);
        double[] theirs = problem.others().get(other);
        double p = MannWhitney.probabilityThatFirstIsNoGreater(ours, theirs);
        System.out.printf(Locale.ROOT, "p = %.3f against %s%n", p, other);
        assertThat(p).isGreaterThan(0.05);
    }

    private static double[] bests(SearchProblem problem, Method method) {
        double[] bests = LongStream.range(0, SEEDS)
                .parallel()
                .mapToDouble(seed -> problem.best(method, seed))
                .toArray();
        double[] sorted = bests.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-12s %-10s %2d seeds: median %.6g, from %.6g to %.6g%n",
                problem.name(),
                method.wireName(),
                SEEDS,
                MannWhitney.median(bests),
                sorted[0],
                sorted[sorted.length - 1]);
        return bests;
    }
}
