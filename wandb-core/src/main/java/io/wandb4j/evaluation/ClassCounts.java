package io.wandb4j.evaluation;

/** How often a class was found, missed and wrongly claimed.
 *
 * @param hits rows of the class that were taken for it
 * @param falseAlarms rows of others that were taken for it
 * @param misses rows of the class that were not */
record ClassCounts(double hits, double falseAlarms, double misses) {
    static final ClassCounts NONE = new ClassCounts(0, 0, 0);

    /** The share of hits among what was taken for the class; 0 if nothing was. */
    double precision() {
        return share(hits, hits + falseAlarms);
    }

    /** The share of the class that was found; 0 if it does not occur. */
    double recall() {
        return share(hits, hits + misses);
    }

    double f1() {
        return share(2 * hits, 2 * hits + falseAlarms + misses);
    }

    double support() {
        return hits + misses;
    }

    boolean occurs() {
        return hits + falseAlarms + misses > 0;
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
