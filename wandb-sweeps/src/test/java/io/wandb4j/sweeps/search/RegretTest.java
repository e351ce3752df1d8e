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
    private static final boolean ALL = SEEDS >= 30;
    private static final String CHANCE = "wandb-random";

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
        assertBeats(bests(problem, Method.BAYES_ARD), problem, ALL ? "wandb-bayes" : CHANCE);
    }

    /** 50 runs are few for a method that needs generations: it must beat chance by all seeds together only. */
    @ParameterizedTest
    @MethodSource("problems")
    void cmaEsBeatsChance(SearchProblem problem) {
        double[] ours = bests(problem, Method.CMA_ES);
        double[] chance = problem.others().get(CHANCE);
        assertThat(MannWhitney.median(ours))
                .isLessThan(
                        ALL
                                ? MannWhitney.median(chance)
                                : Arrays.stream(chance).max().orElseThrow());
    }

    /** A few seeds say little: they must beat chance. */
    private static void assertNotWorse(SearchProblem problem, Method method, String other) {
        double[] ours = bests(problem, method);
        double p = MannWhitney.probabilityThatFirstIsNoGreater(
                ours, problem.others().get(other));
        System.out.printf(Locale.ROOT, "%-12s %-10s p = %.3f against %s%n", problem, method.wireName(), p, other);
        if (ALL) {
            assertThat(p).isGreaterThan(0.05);
        } else {
            assertBeats(ours, problem, CHANCE);
        }
    }

    private static void assertBeats(double[] ours, SearchProblem problem, String other) {
        assertThat(MannWhitney.median(ours))
                .isLessThan(MannWhitney.median(problem.others().get(other)));
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
                problem,
                method.wireName(),
                SEEDS,
                MannWhitney.median(bests),
                sorted[0],
                sorted[sorted.length - 1]);
        return bests;
    }
}
