package io.wandb4j.internal.console;

import java.time.Instant;
import java.util.Arrays;

/** A line of the console, which changes for as long as a cursor can reach it. For one thread. */
public final class ConsoleLine {
    /** Characters behind this one are cut off, as a terminal of the official client does. */
    public static final int LONGEST = 4096;

    private final long number;
    private final boolean error;
    private final Instant time;
    private int[] characters = new int[80];
    private int length;
    private int shown;
    private boolean cut;

    ConsoleLine(long number, boolean error, Instant time) {
        this.number = number;
        this.error = error;
        this.time = time;
    }

    /** Which line of the console it is, from 0. */
    public long number() {
        return number;
    }

    /** Whether it was written to standard error. */
    public boolean isError() {
        return error;
    }

    /** When its first character was written. */
    public Instant time() {
        return time;
    }

    /** What it shows: blanks at its end count only once something behind or before them has changed, as in the official
     * client. */
    public String text() {
        return new String(characters, 0, shown);
    }

    /** Whether characters were written behind the longest that a line can be, and lost. */
    public boolean isCut() {
        return cut;
    }

    /** Writes a character at a column, behind blanks if the line does not reach that far; whether that changed the line. */
    boolean put(int character, int column) {
        if (column >= LONGEST) {
            cut = true;
            return false;
        }
        fill(column);
        if (characters[column] == character) {
            return false;
        }
        characters[column] = character;
        shown = length;
        return true;
    }

    private void fill(int column) {
        if (column >= characters.length) {
            characters = Arrays.copyOf(characters, Math.min(LONGEST, Math.max(column + 1, 2 * characters.length)));
        }
        if (column >= length) {
            Arrays.fill(characters, length, column + 1, ' ');
            length = column + 1;
        }
    }

    /** Takes a whole text as the line, however long. */
    void set(String text) {
        characters = text.codePoints().toArray();
        length = characters.length;
        shown = length;
    }
}
