package io.wandb4j.sweeps.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CmaEsTest {
    private static final double[] FREE = new double[3];

    @Test
    void findsTheBottomOfALongNarrowBowl() {
        SplittableRandom random = new SplittableRandom(1);
        CmaEs cloud = new CmaEs(3);
        double[][] generation = new double[cloud.generation()][];
        for (int i = 0; i < 170; i++) {
            Arrays.setAll(generation, j -> cloud.ask(random, FREE));
            Arrays.sort(generation, Comparator.comparingDouble(CmaEsTest::bowl));
            cloud.tell(generation);
        }
        assertThat(bowl(generation[0])).isLessThan(1e-12);
    }

    @Test
    void staysOnItsFeetWhenAllPointsAreTheSame() {
        SplittableRandom random = new SplittableRandom(1);
        CmaEs cloud = new CmaEs(3);
        double[][] generation = new double[cloud.generation()][];
        Arrays.fill(generation, new double[] {0.2, 0.9, 0.4});
        for (int i = 0; i < 2000; i++) {
            cloud.tell(generation);
        }
        assertThat(Arrays.stream(cloud.ask(random, FREE)).allMatch(Double::isFinite))
                .isTrue();
    }

    private static double bowl(double[] point) {
        double along = point[0] + point[1] - 0.8;
        double across = point[0] - point[1] - 0.1;
        double rest = point[2] - 0.3;
        return along * along + 1e4 * across * across + 100 * rest * rest;
    }
}
