package io.wandb4j.server.run;

import io.wandb4j.server.errors.RequestException;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/** Names that the server makes, and the rules for those that clients bring. */
public final class Names {

    private static final int LONGEST = 128;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final RandomGenerator RANDOM = new SecureRandom();

    private static final List<String> FIRST = List.of(
            "amber", "azure", "bold", "brave", "breezy", "bright", "brisk", "calm", "clear", "clever", "copper",
            "cosmic", "crimson", "crisp", "daring", "deep", "dusty", "eager", "early", "fabled", "fair", "feather",
            "fiery", "fluent", "fresh", "gentle", "glad", "golden", "grand", "happy", "hidden", "humble", "icy",
            "jolly", "keen", "kind", "light", "lively", "lucky", "lunar", "mellow", "mild", "misty", "neat", "noble",
            "olive", "pearl", "polar", "proud", "quiet", "rapid", "rosy", "royal", "rural", "sandy", "silver", "smooth",
            "solar", "spring", "stellar", "sunny", "swift", "tidy", "upbeat", "velvet", "vivid", "warm", "wild", "wise",
            "young");

    private static final List<String> SECOND = List.of(
            "acorn", "anchor", "badger", "bay", "beacon", "birch", "bird", "breeze", "brook", "canyon", "cedar",
            "cliff", "cloud", "comet", "coral", "creek", "dawn", "delta", "dew", "dune", "eagle", "ember", "falcon",
            "fern", "field", "finch", "fjord", "flower", "forest", "fox", "galaxy", "garden", "glacier", "glade",
            "grove", "harbor", "hawk", "haze", "heron", "hill", "island", "lake", "lark", "leaf", "maple", "meadow",
            "meteor", "moon", "moss", "oasis", "ocean", "orchid", "otter", "owl", "peak", "pine", "planet", "pond",
            "rain", "reef", "ridge", "river", "robin", "sea", "sky", "snow", "spruce", "star", "stream", "sun",
            "valley", "wave", "willow", "wind", "wood");

    private Names() {}

    /** A name to talk about a run: two words and its number in the project. */
    static String display(long number) {
        return pick(FIRST) + "-" + pick(SECOND) + "-" + number;
    }

    /** The same for a run of a sweep. */
    public static String displayInSweep(long number) {
        return pick(FIRST) + "-sweep-" + number;
    }

    /** An id of a run, a sweep or an agent: 8 letters and digits. */
    public static String id() {
        StringBuilder id = new StringBuilder(8);
        for (int i = 0; i < 8; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    static void checkProject(String name) {
        check("project", name, "/\\#?%:");
    }

    static void checkRun(String name) {
        check("run id", name, ":;,#?/'\\%");
    }

    private static void check(String what, String name, String forbidden) {
        boolean wellFormed = !name.isBlank() && name.strip().equals(name) && name.length() <= LONGEST;
        if (!wellFormed || name.chars().anyMatch(c -> c < ' ' || forbidden.indexOf(c) >= 0)) {
            throw RequestException.invalid("invalid " + what + " \"" + name + "\": take 1 to " + LONGEST
                    + " characters without spaces at the ends and without any of "
                    + String.join(" ", forbidden.split("")));
        }
    }

    private static String pick(List<String> words) {
        return words.get(RANDOM.nextInt(words.size()));
    }
}
