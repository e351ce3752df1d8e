package io.wandb4j.server.run;

/** Where lines of a run lie: the run's row in the upper, the line number in the lower half of one key. */
final class Line {

    private static final long LINES = 1L << 32;

    private Line() {}

    static long key(long run, long number) {
        return run * LINES + number;
    }

    static long number(long key) {
        return key & (LINES - 1);
    }

    static long first(long run) {
        return key(run, 0);
    }

    static long last(long run) {
        return key(run, LINES - 1);
    }
}
