package io.wandb4j.internal.stream;

/** How many lines a server has of a run: rows, samples of system metrics, console lines. */
public record LineCounts(long history, long events, long console) {
    /** What a run begins with. */
    public static final LineCounts NONE = new LineCounts(0, 0, 0);
}
