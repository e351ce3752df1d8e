package io.wandb4j.djl;

/** How DJL's floats become the doubles of a run. */
final class Floats {
    private Floats() {}

    /** 0.01f as 0.01, not as 0.009999999776. */
    static Double asWritten(float value) {
        return Double.valueOf(Float.toString(value));
    }
}
