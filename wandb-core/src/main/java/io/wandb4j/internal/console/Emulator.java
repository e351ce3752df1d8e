package io.wandb4j.internal.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A terminal that knows what progress bars use: carriage return, line feed, cursor up and down.
 *
 * <p>Everything else, other escape sequences too, is kept as characters, as the official client does: pages show colours by
 * them. A line is asked for when the first character is written to it or below it. For one thread. */
final class Emulator {
    /** How many lines the cursor can reach. */
    static final int HEIGHT = 32;

    private static final char ESCAPE = 0x1b;

    private enum State {
        TEXT,
        ESCAPED,
        SEQUENCE
    }

    /** Is told what is written where. */
    @FunctionalInterface
    interface Paper {
        /** A character was written at a column of a line. */
        void put(ConsoleLine line, int character, int column);
    }

    private final Supplier<ConsoleLine> nextLine;
    private final Paper paper;
    private final List<ConsoleLine> view = new ArrayList<>(HEIGHT);
    private State state = State.TEXT;
    private int row;
    private int column;

    Emulator(Supplier<ConsoleLine> nextLine, Paper paper) {
        this.nextLine = nextLine;
        this.paper = paper;
    }

    void write(String text) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            switch (state) {
                case TEXT -> take(character);
                case ESCAPED -> takeEscaped(character);
                case SEQUENCE -> takeSequence(character);
            }
        }
    }

    private void take(int character) {
        switch (character) {
            case '\r' -> column = 0;
            case '\n' -> {
                column = 0;
                moveDown();
            }
            case ESCAPE -> state = State.ESCAPED;
            default -> put(character);
        }
    }

    private void takeEscaped(int character) {
        if (character == '[') {
            state = State.SEQUENCE;
            return;
        }
        state = State.TEXT;
        put(ESCAPE);
        put(character);
    }

    private void takeSequence(int character) {
        state = State.TEXT;
        switch (character) {
            case 'A' -> row = Math.max(0, row - 1);
            case 'B' -> moveDown();
            default -> {
                put(ESCAPE);
                put('[');
                put(character);
            }
        }
    }

    private void put(int character) {
        while (row >= view.size()) {
            view.add(nextLine.get());
        }
        paper.put(view.get(row), character, column++);
    }

    private void moveDown() {
        if (++row >= HEIGHT) {
            if (!view.isEmpty()) {
                view.remove(0);
            }
            row--;
        }
    }
}
