package io.wandb4j.query;

/** How many runs to ask for at once: few at first, since most callers want only some; then more, since a server searches all runs
 * of the project for each page. */
final class PageSize {
    private static final int FIRST = 50; // as the official client
    private static final int LARGEST = 800;

    private int next = FIRST;

    int next() {
        int size = next;
        next = Math.min(2 * next, LARGEST);
        return size;
    }
}
