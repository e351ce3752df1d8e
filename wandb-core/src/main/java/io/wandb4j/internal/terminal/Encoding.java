package io.wandb4j.internal.terminal;

import java.nio.charset.Charset;
import java.util.Locale;

/** How standard error turns characters into bytes. */
final class Encoding {
    private Encoding() {}

    /** Whether every character arrives, and not a question mark in its place. */
    static boolean isUnicode() {
        return name().toUpperCase(Locale.ROOT).startsWith("UTF");
    }

    /** The property that this version of Java goes by; older ones have another, or only their default. */
    private static String name() {
        return System.getProperty(
                "stderr.encoding",
                System.getProperty(
                        "sun.stderr.encoding", Charset.defaultCharset().name()));
    }
}
