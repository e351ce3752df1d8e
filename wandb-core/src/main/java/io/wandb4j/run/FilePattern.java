package io.wandb4j.run;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** A path whose last parts may hold wildcards, as Python's {@code glob} reads them: {@code *}, {@code ?} and {@code [abc]}
 * stand for letters of one part, and none of them for a dot at its beginning.
 *
 * @param start what comes before the first wildcard, absolute
 * @param parts the other parts; none if there is no wildcard */
record FilePattern(Path start, List<String> parts) {
    private static final Pattern SEPARATOR = Pattern.compile(File.separatorChar == '/' ? "/" : "[/\\\\]");

    /** Reads a pattern; relative ones begin in the working directory. */
    static FilePattern of(String glob) {
        List<String> names = new ArrayList<>(List.of(SEPARATOR.split(glob, -1)));
        int first = 0;
        while (first < names.size() && !isWild(names.get(first))) {
            first++;
        }
        List<String> wild = new ArrayList<>();
        for (String name : names.subList(first, names.size())) {
            if (name.equals("..") && !wild.isEmpty()) {
                wild.remove(wild.size() - 1);
            } else if (!name.isEmpty() && !name.equals(".")) {
                wild.add(name);
            }
        }
        String start = String.join("/", names.subList(0, first));
        boolean root = start.isEmpty() && first > 0;
        return new FilePattern(literal(Path.of(root ? "/" : start)).start(), List.copyOf(wild));
    }

    /** A path in which every letter means itself. */
    static FilePattern literal(Path file) {
        return new FilePattern(file.toAbsolutePath().normalize(), List.of());
    }

    /** The same pattern below another folder.
     *
     * @param base a folder in which this pattern begins */
    FilePattern moved(Path base, Path other) {
        return new FilePattern(other.resolve(base.relativize(start)).normalize(), parts);
    }

    /** The folder that keeps the structure below it unless another one is named: the working directory, or for an absolute
     * pattern the one above that of the files.
     *
     * @param glob what the pattern was read from */
    Path defaultBase(String glob) {
        if (!Path.of(glob.substring(0, firstWild(glob))).isAbsolute()) {
            return Path.of("").toAbsolutePath().normalize();
        }
        Path base = start;
        for (int above = 2 - parts.size(); above > 0 && base.getParent() != null; above--) {
            base = base.getParent();
        }
        return base;
    }

    /** Has all files lie below a folder.
     *
     * @throws UsageException if they do not, or are all that is in the folder */
    void checkBelow(Path base) {
        if (!start.startsWith(base)) {
            throw new UsageException("cannot save " + this + ": it lies outside of the base path " + base
                    + "; name a base path that holds it");
        }
        if (start.equals(base) && (parts.isEmpty() || parts.get(0).equals("*"))) {
            throw new UsageException("cannot save " + this + ": right below the base path " + base
                    + " something must be named; name it, or a base path further up");
        }
    }

    /** All files that match, in the order of their names. */
    List<Path> files() throws IOException {
        List<Path> found = List.of(start);
        for (String part : parts) {
            List<Path> deeper = new ArrayList<>();
            for (Path folder : found) {
                deeper.addAll(isWild(part) ? matching(folder, part) : List.of(folder.resolve(part)));
            }
            found = deeper;
        }
        return found.stream().filter(Files::isRegularFile).sorted().toList();
    }

    private static List<Path> matching(Path folder, String part) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Pattern pattern = regex(part);
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> matches(child, part, pattern)).toList();
        }
    }

    private static boolean matches(Path child, String part, Pattern pattern) {
        String name = requireNonNull(child.getFileName()).toString();
        boolean hidden = name.startsWith(".") && !part.startsWith(".");
        return !hidden && pattern.matcher(name).matches();
    }

    @Override
    public String toString() {
        return parts.isEmpty() ? start.toString() : start + "/" + String.join("/", parts);
    }

    private static boolean isWild(String part) {
        return firstWild(part) < part.length();
    }

    private static int firstWild(String text) {
        int at = 0;
        while (at < text.length() && "*?[".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static Pattern regex(String part) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            int end = c == '[' ? part.indexOf(']', i + (part.startsWith("!", i + 1) ? 3 : 2)) : -1;
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(end < 0 ? Pattern.quote(String.valueOf(c)) : group(part.substring(i + 1, end)));
            }
            i = Math.max(i, end);
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            return Pattern.compile("(?!)"); // a range the wrong way round holds no letter
        }
    }

    private static String group(String letters) {
        boolean not = letters.startsWith("!");
        return (not ? "[^" : "[") + (not ? letters.substring(1) : letters).replaceAll("[\\[\\]&^\\\\]", "\\\\$0") + "]";
    }
}
