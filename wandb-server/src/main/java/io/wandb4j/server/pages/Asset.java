package io.wandb4j.server.pages;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A file that pages load.
 *
 * @param type its content type
 * @param tag changes with the content, so that browsers ask again only for what is new
 */
record Asset(byte[] bytes, String type, String tag) {

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "html", "text/html; charset=utf-8");

    static Asset of(String name, byte[] bytes) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return new Asset(bytes, TYPES.getOrDefault(ending, "application/octet-stream"), tag(bytes));
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
