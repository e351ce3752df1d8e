package io.wandb4j.settings;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The machines of a netrc file and their passwords. */
final class NetrcEntries {
    private static final String DEFAULT = "";

    private final Map<String, String> passwords = new HashMap<>();
    private final String text;
    private int position;

    private NetrcEntries(String text) {
        this.text = text;
    }

    /** Reads all entries.
     *
     * @throws IOException that names the line which makes no sense */
    static NetrcEntries parse(String text) throws IOException {
        NetrcEntries entries = new NetrcEntries(text);
        entries.read();
        return entries;
    }

    /** The password of a machine, or else that of the entry for all others. */
    Optional<String> password(String machine) {
        String found = passwords.containsKey(machine) ? passwords.get(machine) : passwords.get(DEFAULT);
        return Optional.ofNullable(found).filter(password -> !password.isEmpty());
    }

    private void read() throws IOException {
        String machine = DEFAULT;
        for (String word = next(); !word.isEmpty(); word = next()) {
            switch (word) {
                case "machine" -> machine = begin(next());
                case "default" -> machine = begin(DEFAULT);
                case "password" -> passwords.put(machine, next());
                case "login", "user", "account" -> next();
                case "macdef" -> skipMacro();
                default -> throw new IOException("line " + line() + ": unknown word"); // it may be part of a key
            }
        }
    }

    private String begin(String machine) {
        passwords.put(machine, "");
        return machine;
    }

    /** The next word, without quotes; empty at the end. */
    private String next() {
        skipSpaceAndComments();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (quote == 0 && Character.isWhitespace(c)) {
                break;
            }
            position++;
            if (c == '\\' && quote != '\'' && position < text.length()) {
                word.append(text.charAt(position++));
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    private void skipSpaceAndComments() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c)) {
                position++;
            } else {
                return;
            }
        }
    }

    /** A macro ends with an empty line. */
    private void skipMacro() {
        int end = text.indexOf("\n\n", position);
        position = end < 0 ? text.length() : end;
    }

    private long line() {
        return text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }
}
