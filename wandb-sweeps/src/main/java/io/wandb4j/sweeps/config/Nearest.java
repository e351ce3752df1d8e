package io.wandb4j.sweeps.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known word that a mistyped one was meant to be. */
final class Nearest {
    private Nearest() {}

    /** The known word with the fewest edits, or null when none is near enough to be a guess worth making. */
    static @Nullable String to(String word, Collection<String> known) {
        String plain = plain(word);
        int limit = Math.max(2, plain.length() / 3);
        String best = null;
        for (String candidate : known) {
            int edits = edits(plain, plain(candidate));
            if (edits <= limit && edits < plain.length()) {
                best = candidate;
                limit = edits - 1;
            }
        }
        return best;
    }

    /** The first guess that any of the words allows. */
    static @Nullable String ofAny(Collection<?> words, Collection<String> known) {
        for (Object word : words) {
            String guess = to(String.valueOf(word), known);
            if (guess != null) {
                return guess;
            }
        }
        return null;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
