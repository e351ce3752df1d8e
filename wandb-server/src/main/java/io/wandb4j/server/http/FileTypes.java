package io.wandb4j.server.http;

import java.net.URLConnection;
import java.util.Locale;
import java.util.Map;

/** Under which content type a stored file is sent. */
final class FileTypes {

    private static final String TEXT = "text/plain; charset=utf-8";

    // Scripts are sent as text: a page may show them, and must never run them.
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("htm", "text/html; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("webp", "image/webp"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("ogg", "video/ogg"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("flac", "audio/flac"),
            Map.entry("js", TEXT),
            Map.entry("mjs", TEXT),
            Map.entry("txt", TEXT),
            Map.entry("log", TEXT),
            Map.entry("md", TEXT),
            Map.entry("csv", TEXT),
            Map.entry("yaml", TEXT),
            Map.entry("yml", TEXT),
            Map.entry("patch", TEXT),
            Map.entry("java", TEXT),
            Map.entry("py", TEXT));

    private FileTypes() {}

    /** The type that the name of a file tells; bytes when it tells none. */
    static String of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String known = KNOWN.get(ending);
        String guess = known == null ? URLConnection.guessContentTypeFromName(name) : known;
        return guess == null ? "application/octet-stream" : guess;
    }
}
