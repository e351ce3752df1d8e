package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which files below a folder git would ignore, by one file of rules.
 *
 * @param folder what the rules speak of
 * @param rules the first rule first; the last one that fits decides */
record IgnoreRules(Path folder, List<Rule> rules) {
    /** What a rule says. */
    enum Verdict {
        NOTHING,
        IGNORED,
        KEPT
    }

    /** One line.
     *
     * @param kept whether it takes back what an earlier rule ignored
     * @param foldersOnly whether it says nothing of files
     * @param path what the path from the folder looks like, with slashes */
    record Rule(boolean kept, boolean foldersOnly, Pattern path) {}

    /** The rules of a file, for the folder that it is about; none if it cannot be read. */
    static IgnoreRules read(Path file, Path folder) {
        List<Rule> rules = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            try {
                for (String line : Files.readAllLines(file)) {
                    add(line, rules);
                }
            } catch (MalformedInputException e) {
                return new IgnoreRules(folder, List.of()); // not a text
            } catch (IOException e) {
                return new IgnoreRules(folder, List.of());
            }
        }
        return new IgnoreRules(folder, rules);
    }

    Verdict of(Path file, boolean isFolder) {
        if (rules.isEmpty() || !file.startsWith(folder)) {
            return Verdict.NOTHING;
        }
        String path = folder.relativize(file).toString().replace('\\', '/');
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if ((isFolder || !rule.foldersOnly()) && rule.path().matcher(path).matches()) {
                return rule.kept() ? Verdict.KEPT : Verdict.IGNORED;
            }
        }
        return Verdict.NOTHING;
    }

    private static void add(String line, List<Rule> rules) {
        String text = line.endsWith("\\ ") ? line : line.stripTrailing();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        boolean kept = text.startsWith("!");
        text = kept ? text.substring(1) : text;
        boolean foldersOnly = text.endsWith("/");
        text = foldersOnly ? text.substring(0, text.length() - 1) : text;
        boolean anchored = text.contains("/");
        text = text.startsWith("/") ? text.substring(1) : text;
        if (!text.isEmpty()) {
            rules.add(new Rule(kept, foldersOnly, Pattern.compile((anchored ? "" : "(?:.*/)?") + regex(text))));
        }
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            int end = glob.charAt(i) == '[' ? glob.indexOf(']', i + 2) : -1;
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 3;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i += 2;
            } else if (end > 0) {
                regex.append(group(glob.substring(i + 1, end)));
                i = end + 1;
            } else {
                i += single(glob, i, regex);
            }
        }
        return regex.toString();
    }

    /** Adds what one character stands for; how many it took. */
    private static int single(String glob, int i, StringBuilder regex) {
        switch (glob.charAt(i)) {
            case '*' -> regex.append("[^/]*");
            case '?' -> regex.append("[^/]");
            case '\\' -> {
                regex.append(
                        Pattern.quote(glob.substring(Math.min(i + 1, glob.length()), Math.min(i + 2, glob.length()))));
                return 2;
            }
            default -> regex.append(Pattern.quote(glob.substring(i, i + 1)));
        }
        return 1;
    }

    private static String group(String characters) {
        boolean others = characters.startsWith("!") || characters.startsWith("^");
        String inner = others ? characters.substring(1) : characters;
        return "[" + (others ? "^/" : "") + inner.replaceAll("([\\\\\\[\\]&^])", "\\\\$1") + "]";
    }
}
