package io.wandb4j.server.artifact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an artifact version consists of.
 *
 * @param storageLayout how clients address the files, as the client wrote it
 * @param entries the files, by path
 */
record Manifest(String storageLayout, Map<String, ManifestEntry> entries) {

    private static final String HEAD = "wandb-artifact-manifest-v1\n";
    // by bytes, as the clients sort: the order of Java's strings differs beyond the basic plane
    private static final Comparator<ManifestEntry> BY_PATH =
            Comparator.comparing(entry -> utf8(entry.path()), Arrays::compareUnsigned);

    /** The digest of the version: which paths hold which content, nothing else. */
    String digest() {
        MessageDigest md5 = md5();
        md5.update(utf8(HEAD));
        entries.values().stream()
                .sorted(BY_PATH)
                .forEach(entry -> md5.update(utf8(entry.path() + ":" + entry.digest() + "\n")));
        return HexFormat.of().formatHex(md5.digest());
    }

    /** This manifest with the other's files added or put in place of its own. */
    Manifest with(Manifest other) {
        Map<String, ManifestEntry> all = new LinkedHashMap<>(entries);
        all.putAll(other.entries);
        return new Manifest(other.storageLayout, all);
    }

    Collection<ManifestEntry> files() {
        return entries.values();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
