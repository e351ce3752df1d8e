package io.wandb4j.internal.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of texts that describe a program: those with a telling name, those known from elsewhere, those of a
 * known form, and the users of addresses. What is taken out leaves {@value #REDACTED}. */
public final class Secrets {
    static final String REDACTED = "<redacted>";

    private static final int SHORTEST = 8; // a shorter value is found in too many texts that have nothing to do with it
    private static final Set<String> TELLING = Set.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "secrets",
            "credential",
            "credentials",
            "apikey",
            "accesskey",
            "privatekey",
            "secretkey",
            "authorization",
            "bearer",
            "jwt");
    private static final Set<String> TELLING_AT_THE_END = Set.of("token", "pass", "auth", "pat", "pwd");
    private static final Set<String> KINDS_OF_KEYS =
            Set.of("api", "access", "private", "secret", "auth", "account", "encryption", "signing", "license");
    private static final Pattern NAMED =
            Pattern.compile("([A-Za-z][A-Za-z0-9_.-]*)(\"?\\s*[=:]\\s*\"?)(Bearer\\s+|Basic\\s+)?([^\\s\"&;,}]+)");
    private static final Pattern USER_OF_ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)[^/@\\s]+@");
    private static final Pattern KNOWN_FORM = Pattern.compile(
            "\\b(?:(?:gh[pousr]|github_pat|glpat|hf|sk|pk|rk|xox[abprs]|npm|pypi|dop_v1)[_-][A-Za-z0-9_-]{16,}"
                    + "|AKIA[0-9A-Z]{16}|AIza[A-Za-z0-9_-]{30,}"
                    + "|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*)");

    private final List<String> known;

    private Secrets(Collection<String> known) {
        this.known = known.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted((a, b) -> b.length() - a.length()) // one may be part of another
                .toList();
    }

    /** The secrets of an environment, told by the names of its variables, and some more. */
    public static Secrets of(Map<String, String> environment, Collection<String> more) {
        List<String> known = new ArrayList<>(more);
        environment.forEach((name, value) -> {
            if (isSecret(name)) {
                known.add(value);
            }
        });
        return new Secrets(known);
    }

    /** Whether what has this name is a secret. */
    static boolean isSecret(String name) {
        String[] words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .split("[^a-z0-9]+");
        List<String> list = Arrays.stream(words).filter(word -> !word.isEmpty()).toList();
        if (list.isEmpty()) {
            return false;
        }
        String last = list.get(list.size() - 1);
        boolean key = last.equals("key") && (list.size() == 1 || KINDS_OF_KEYS.contains(list.get(list.size() - 2)));
        boolean folder = list.equals(List.of("pwd")); // what shells call the working folder
        return key
                || (TELLING_AT_THE_END.contains(last) && !folder)
                || list.stream().anyMatch(TELLING::contains);
    }

    /** The words of a command without the secrets among them; a secret may be the word behind its name. */
    public List<String> redactAll(List<String> words) {
        List<String> redacted = new ArrayList<>();
        boolean expected = false;
        for (String word : words) {
            boolean option = word.startsWith("-");
            redacted.add(expected && !option ? REDACTED : redact(word));
            expected = option && word.indexOf('=') < 0 && word.indexOf(':') < 0 && isSecret(word);
        }
        return redacted;
    }

    /** A text without the secrets in it. */
    public String redact(String text) {
        String redacted = KNOWN_FORM.matcher(text).replaceAll(REDACTED);
        for (String secret : known) {
            redacted = redacted.replace(secret, REDACTED);
        }
        redacted = USER_OF_ADDRESS.matcher(redacted).replaceAll("$1");
        int equals = redacted.indexOf('=');
        if (equals > 0
                && isSecret(redacted.substring(0, equals))
                && !redacted.substring(0, equals).contains(" ")) {
            return redacted.substring(0, equals + 1) + REDACTED; // up to the end: a password may have any character
        }
        return NAMED.matcher(redacted).replaceAll(Secrets::withoutValue);
    }

    private static String withoutValue(MatchResult named) {
        return Matcher.quoteReplacement(
                isSecret(named.group(1)) ? named.group(1) + named.group(2) + REDACTED : named.group());
    }
}
