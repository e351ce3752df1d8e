package io.wandb4j.internal.console;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The console of a run: standard output and standard error as the lines that a terminal would show of both.
 *
 * <p>Each of the two has a cursor of its own; their lines are numbered together, in the order in which they came to be. Only
 * the last lines can still change, so memory stays flat. For one thread. */
public final class Console {
    /** A line that comes as a whole goes on in the next one behind so many characters, so that servers take it. */
    static final int LONGEST_WHOLE = 1 << 20;

    /** Is told what becomes of the lines. */
    public interface Listener {
        /** A line is new, or was written to. */
        void changed(ConsoleLine line);

        /** A line cannot change any more; called in the order of the lines. */
        void settled(ConsoleLine line);
    }

    private final Listener listener;
    private final Deque<ConsoleLine> open = new ArrayDeque<>();
    private final Emulator output = new Emulator(() -> next(false), this::put);
    private final Emulator error = new Emulator(() -> next(true), this::put);
    private Instant now = Instant.EPOCH;
    private long lines;

    /** An empty console. */
    public Console(Listener listener) {
        this.listener = listener;
    }

    /** Takes what was written to standard output or standard error. */
    public void write(boolean toError, Instant time, String text) {
        now = time;
        (toError ? error : output).write(text);
    }

    /** Adds whole lines, which no cursor reaches. */
    public void append(Instant time, String text) {
        now = time;
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String part : body.split("\n", -1)) {
            int begin = 0;
            while (part.length() - begin > LONGEST_WHOLE) {
                int end = begin + LONGEST_WHOLE;
                end -= Character.isHighSurrogate(part.charAt(end - 1)) ? 1 : 0;
                add(part.substring(begin, end));
                begin = end;
            }
            add(part.substring(begin));
        }
    }

    private void add(String text) {
        ConsoleLine line = next(false);
        line.set(text);
        listener.changed(line);
    }

    /** Hands over the lines that can still change, first to last. */
    public void forEachOpen(Consumer<ConsoleLine> use) {
        open.forEach(use);
    }

    private ConsoleLine next(boolean toError) {
        ConsoleLine line = new ConsoleLine(lines++, toError, now);
        open.add(line);
        if (open.size() > Emulator.HEIGHT) {
            listener.settled(open.remove());
        }
        listener.changed(line);
        return line;
    }

    private void put(ConsoleLine line, int character, int column) {
        boolean reachable = line.number() >= lines - open.size(); // the other stream may have pushed it out
        if (reachable && line.put(character, column)) {
            listener.changed(line);
        }
    }
}
