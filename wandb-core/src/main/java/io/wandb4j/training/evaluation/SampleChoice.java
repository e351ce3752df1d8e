package io.wandb4j.training.evaluation;

import io.wandb4j.errors.UsageException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Which samples of a pass are kept for a table.
 *
 * @param kept makes a fresh place to keep them */
record SampleChoice(Supplier<Kept> kept) {
    static final SampleChoice NONE = new SampleChoice(None::new);

    /** The samples kept so far. */
    interface Kept {
        /** Looks at a sample, and makes it only if it is kept.
         *
         * @param badness the higher, the worse it came out */
        void offer(int place, double badness, IntFunction<Sample> sample);

        List<Sample> samples();
    }

    static SampleChoice worst(int count) {
        check(count);
        return new SampleChoice(() -> new Worst(count));
    }

    static SampleChoice random(int count) {
        check(count);
        return new SampleChoice(() -> new Drawn(count));
    }

    static SampleChoice of(int... places) {
        int[] sorted = Arrays.stream(places).distinct().sorted().toArray();
        return new SampleChoice(() -> new Chosen(sorted));
    }

    private static void check(int count) {
        if (count < 1) {
            throw new UsageException("a table of " + count + " samples cannot be; ask for 1 or more");
        }
    }

    private static final class None implements Kept {
        @Override
        public void offer(int place, double badness, IntFunction<Sample> sample) {}

        @Override
        public List<Sample> samples() {
            return List.of();
        }
    }

    private static final class Worst implements Kept {
        private final int count;
        private final PriorityQueue<Sample> worst = new PriorityQueue<>(Comparator.comparingDouble(Sample::badness)
                .thenComparing(Comparator.comparingInt(Sample::place).reversed()));

        Worst(int count) {
            this.count = count;
        }

        @Override
        public void offer(int place, double badness, IntFunction<Sample> sample) {
            Sample mildest = worst.peek();
            if (worst.size() < count || mildest == null) {
                worst.add(sample.apply(place));
            } else if (Double.compare(badness, mildest.badness()) > 0) {
                worst.poll();
                worst.add(sample.apply(place));
            }
        }

        @Override
        public List<Sample> samples() {
            return worst.stream().sorted(worst.comparator().reversed()).toList();
        }
    }

    /** A reservoir: every sample is as likely to be kept, however many come. */
    private static final class Drawn implements Kept {
        private final Sample[] drawn;
        private final Random random = new Random(0);
        private int seen;

        Drawn(int count) {
            drawn = new Sample[count];
        }

        @Override
        public void offer(int place, double badness, IntFunction<Sample> sample) {
            int slot = seen < drawn.length ? seen : random.nextInt(seen + 1);
            seen++;
            if (slot < drawn.length) {
                drawn[slot] = sample.apply(place);
            }
        }

        @Override
        public List<Sample> samples() {
            return Stream.of(drawn)
                    .limit(seen)
                    .sorted(Comparator.comparingInt(Sample::place))
                    .toList();
        }
    }

    private static final class Chosen implements Kept {
        private final int[] places;
        private final Stream.Builder<Sample> chosen = Stream.builder();

        Chosen(int... places) {
            this.places = places;
        }

        @Override
        public void offer(int place, double badness, IntFunction<Sample> sample) {
            if (Arrays.binarySearch(places, place) >= 0) {
                chosen.add(sample.apply(place));
            }
        }

        @Override
        public List<Sample> samples() {
            return chosen.build().toList();
        }
    }
}
