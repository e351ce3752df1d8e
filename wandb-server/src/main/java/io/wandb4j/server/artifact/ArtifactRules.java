package io.wandb4j.server.artifact;

import io.wandb4j.server.errors.RequestException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What names, aliases, tags and paths of artifacts may look like. */
final class ArtifactRules {

    /** The alias that always names some version: the newest, unless it was moved. */
    static final String LATEST = "latest";

    private static final int LONGEST = 128;
    private static final int LONGEST_PATH = 4_096;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final Pattern VERSION = Pattern.compile("v(0|[1-9][0-9]{0,8})");
    private static final Pattern TAG = Pattern.compile("[-\\w]+( +[-\\w]+)*");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private ArtifactRules() {}

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw RequestException.invalid("invalid artifact name \"" + name + "\": take 1 to " + LONGEST
                    + " letters, digits, dots, - or _ (ASCII)");
        }
    }

    static void checkType(String name) {
        checkText("artifact type", name);
    }

    /** Refuses what cannot be an alias; versions are not given by hand. */
    static void checkAliases(List<String> aliases) {
        for (String alias : aliases) {
            checkText("alias", alias);
            if (isVersion(alias)) {
                throw RequestException.invalid(
                        "alias \"" + alias + "\" is the form of a version, which the server gives; take another");
            }
        }
    }

    static void checkTags(List<String> tags) {
        for (String tag : tags) {
            if (tag.length() > LONGEST || !TAG.matcher(tag).matches()) {
                throw RequestException.invalid("invalid tag \"" + tag + "\": take at most " + LONGEST
                        + " letters, digits, - or _, with single words apart by spaces");
            }
        }
    }

    static boolean isVersion(String alias) {
        return VERSION.matcher(alias).matches();
    }

    /** The number in {@code v3}. */
    static int version(String alias) {
        return Integer.parseInt(alias.substring(1));
    }

    /** Refuses paths that would leave the folder that a client downloads into, on any system. */
    static void checkPath(String path) {
        boolean outside = path.startsWith("/")
                || path.startsWith("\\")
                || DRIVE.matcher(path).matches();
        boolean odd = Stream.of(path.split("[/\\\\]", -1))
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (path.isEmpty() || path.length() > LONGEST_PATH || outside || odd || path.indexOf('\0') >= 0) {
            throw RequestException.invalid("invalid path \"" + path + "\" in an artifact: take a relative path "
                    + "without empty parts, . and .., of at most " + LONGEST_PATH + " characters");
        }
    }

    /** Refuses what is not an MD5 in Base64. */
    static void checkMd5(String md5) {
        boolean valid = md5.length() == 24;
        try {
            valid = valid && Base64.getDecoder().decode(md5).length == 16;
        } catch (IllegalArgumentException e) {
            valid = false;
        }
        if (!valid) {
            throw RequestException.invalid("\"" + md5 + "\" is not an MD5 in Base64");
        }
    }

    private static void checkText(String what, String text) {
        boolean forbidden = text.chars().anyMatch(c -> c < ' ' || c == '/' || c == ':');
        if (text.isBlank() || text.length() > LONGEST || forbidden) {
            throw RequestException.invalid(
                    "invalid " + what + " \"" + text + "\": take 1 to " + LONGEST + " characters without / and :");
        }
    }
}
