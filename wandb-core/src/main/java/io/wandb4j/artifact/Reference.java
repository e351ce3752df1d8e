package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something that lies elsewhere and becomes part of an artifact without being uploaded. Immutable.
 *
 * @param uri where it lies: {@code file://}, {@code http(s)://}, {@code s3://}, {@code gs://} or any other address
 * @param path its path in the artifact, or that of a whole folder; by default its own name
 * @param checked whether it is looked at now, so that a change of it is a change of the artifact
 * @param mostObjects how many objects it may consist of */
public record Reference(String uri, Optional<String> path, boolean checked, int mostObjects) {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final int MOST_OBJECTS = 10_000_000;

    /** Refuses what is no address. */
    public Reference {
        requireNonNull(uri, "uri");
        path = path.map(EntryPath::of);
        if (!SCHEME.matcher(uri).matches()) {
            throw new UsageException(
                    "reference '" + uri + "' must be a URI; one to a local file begins with file:// and is absolute");
        }
    }

    /** A reference to an address, checked now. */
    public static Reference to(String uri) {
        return new Reference(uri, Optional.empty(), true, MOST_OBJECTS);
    }

    /** The same under this path in the artifact. */
    public Reference as(String entryPath) {
        return new Reference(uri, Optional.of(entryPath), checked, mostObjects);
    }

    /** The same without a look at it: the address alone stands for the content. */
    public Reference unchecked() {
        return new Reference(uri, path, false, mostObjects);
    }

    /** The same with another limit of how many objects it may consist of. */
    public Reference atMost(int objects) {
        return new Reference(uri, path, checked, objects);
    }

    /** The scheme of the address in lower case, such as {@code s3}. */
    public String scheme() {
        return schemeOf(uri);
    }

    /** The scheme of an address in lower case; empty if it has none. */
    public static String schemeOf(String uri) {
        Matcher matcher = SCHEME.matcher(uri);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /** The error of having found more objects than allowed. */
    public UsageException tooMany() {
        return new UsageException("reference '" + uri + "' consists of more than " + mostObjects
                + " objects: allow more of them with Reference.atMost()");
    }
}
