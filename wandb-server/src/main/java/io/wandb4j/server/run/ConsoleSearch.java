package io.wandb4j.server.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds console lines by what a person reads in them: without colours, time stamps and regard to case. */
final class ConsoleSearch {

    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");

    private final String wanted;
    private final int most;
    private final List<Long> found = new ArrayList<>();

    ConsoleSearch(String text, int most) {
        this.wanted = text.toLowerCase(Locale.ROOT);
        this.most = most;
    }

    /** Looks at a line; says whether more lines are wanted. */
    boolean look(long number, String stored) {
        if (found.size() >= most) {
            return false;
        }
        String line = ConsoleLine.parse(number, stored).line();
        String plain = line.indexOf('\u001b') < 0 ? line : ESCAPES.matcher(line).replaceAll("");
        if (plain.toLowerCase(Locale.ROOT).contains(wanted)) {
            found.add(number);
        }
        return true;
    }

    /** The numbers of the lines that hold the text. */
    List<Long> found() {
        return List.copyOf(found);
    }
}
