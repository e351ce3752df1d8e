package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Patterns of paths, of which the last that matches decides.
 *
 * <p>A pattern without a slash is one of names, at any depth; one with a slash is one of whole paths. What matches a folder
 * matches all below it. A slash at the end is for folders only, an exclamation mark in front turns a rule around. */
record IgnoreRules(List<Rule> rules) {
    static final IgnoreRules NONE = new IgnoreRules(List.of());

    /** A pattern, taken apart. */
    private record Rule(List<PathMatcher> matchers, boolean ofNames, boolean ofFolders, boolean negated) {
        boolean matches(Path path, boolean isFolder) {
            Path subject = ofNames ? path.getFileName() : path;
            boolean fits = subject != null && matchers.stream().anyMatch(matcher -> matcher.matches(subject));
            return fits && (isFolder || !ofFolders);
        }
    }

    /** These rules and further ones. */
    IgnoreRules with(List<String> patterns) {
        List<Rule> all = new ArrayList<>(rules);
        patterns.forEach(pattern -> all.add(rule(pattern)));
        return new IgnoreRules(List.copyOf(all));
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Whether the last rule that matches a file, or a folder that it is in, is one that holds. */
    boolean match(Path file) {
        boolean matched = false;
        for (Rule rule : rules) {
            if (matches(rule, file)) {
                matched = !rule.negated();
            }
        }
        return matched;
    }

    /** Whether all that could be in a folder matches, so that nobody need look into it. */
    boolean matchAllIn(Path folder) {
        return rules.stream().noneMatch(Rule::negated)
                && rules.stream()
                        .anyMatch(rule -> rule.matches(folder, true) || matches(rule, folder) && !rule.ofFolders());
    }

    private static boolean matches(Rule rule, Path file) {
        if (rule.matches(file, false)) {
            return true;
        }
        for (Path parent = file.getParent(); parent != null; parent = parent.getParent()) {
            if (rule.matches(parent, true)) {
                return true;
            }
        }
        return false;
    }

    private static Rule rule(String pattern) {
        boolean negated = pattern.startsWith("!");
        String plain = negated ? pattern.substring(1) : pattern;
        boolean ofFolders = plain.endsWith("/");
        plain = ofFolders ? plain.substring(0, plain.length() - 1) : plain;
        boolean ofNames = plain.indexOf('/') < 0;
        plain = plain.startsWith("/") ? plain.substring(1) : plain;
        if (plain.isEmpty()) {
            throw new UsageException("'" + pattern + "' is no pattern of files: take one such as '*.tmp' or 'data/**'");
        }
        List<PathMatcher> matchers = new ArrayList<>();
        matchers.add(matcher(pattern, plain));
        for (String rest = plain; rest.startsWith("**/"); ) { // matches no folder, too
            rest = rest.substring(3);
            matchers.add(matcher(pattern, rest));
        }
        return new Rule(matchers, ofNames, ofFolders, negated);
    }

    private static PathMatcher matcher(String pattern, String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new UsageException("'" + pattern + "' is no pattern of files: " + e.getDescription(), e);
        }
    }
}
