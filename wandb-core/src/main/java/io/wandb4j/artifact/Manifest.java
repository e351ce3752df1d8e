package io.wandb4j.artifact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contents of an artifact: its entries by path, and the digest that identifies them all.
 *
 * @param storageLayout how the server stores the files
 * @param entries in the order of their paths' UTF-8 bytes */
public record Manifest(String storageLayout, List<ArtifactEntry> entries) {
    /** The way of storing that this client asks for. */
    public static final String LAYOUT = "V2";

    private static final String POLICY = "wandb-storage-policy-v1";
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    // String.compareTo is the order of UTF-16, which differs beyond the basic plane.
    private static final Comparator<ArtifactEntry> BYTE_ORDER =
            Comparator.comparing(entry -> entry.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** Sorts the entries, and refuses two with one path. */
    public Manifest {
        entries = entries.stream().sorted(BYTE_ORDER).toList();
        Set<String> paths = new HashSet<>();
        for (ArtifactEntry entry : entries) {
            if (!paths.add(entry.path())) {
                throw new UsageException("an artifact cannot have two files at '" + entry.path() + "'");
            }
        }
    }

    /** A manifest of these entries. */
    public static Manifest of(Collection<ArtifactEntry> entries) {
        return new Manifest(LAYOUT, List.copyOf(entries));
    }

    /** Reads a manifest file.
     *
     * @throws CommunicationException if it is none, or names a path outside the artifact */
    public static Manifest parse(byte[] json) {
        try {
            JsonNode tree = Json.read(new String(json, StandardCharsets.UTF_8));
            if (tree.path("version").asInt() != 1 || !tree.path("contents").isObject()) {
                throw new CommunicationException("the artifact's manifest is not of version 1");
            }
            List<ArtifactEntry> entries = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : tree.get("contents").properties()) {
                entries.add(entry(field.getKey(), field.getValue()));
            }
            String layout =
                    tree.path("storagePolicyConfig").path("storageLayout").asText("V1");
            return new Manifest(layout, entries);
        } catch (UncheckedIOException | UsageException e) {
            throw new CommunicationException("the artifact's manifest cannot be used: " + e.getMessage(), e);
        }
    }

    /** The text of a manifest file. What only this machine knows is left out. */
    public byte[] toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("storagePolicy", POLICY);
            json.writeObjectFieldStart("storagePolicyConfig");
            json.writeStringField("storageLayout", storageLayout);
            json.writeEndObject();
            json.writeObjectFieldStart("contents");
            for (ArtifactEntry entry : entries) {
                write(entry, json);
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(ArtifactEntry entry, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(entry.path());
        json.writeStringField("digest", entry.digest());
        if (entry.reference().isPresent()) {
            json.writeStringField("ref", entry.reference().get());
        }
        if (entry.birthArtifactId().isPresent()) {
            json.writeStringField("birthArtifactID", entry.birthArtifactId().get());
        }
        json.writeNumberField("size", entry.size());
        if (!entry.extra().isEmpty()) {
            json.writePOJOField("extra", entry.extra());
        }
        json.writeEndObject();
    }

    /** What identifies the contents: equal paths with equal digests give equal texts, here and in every other client. */
    public String digest() {
        MessageDigest digest = Digests.newDigest();
        digest.update("wandb-artifact-manifest-v1\n".getBytes(StandardCharsets.UTF_8));
        for (ArtifactEntry entry : entries) {
            digest.update((entry.path() + ":" + entry.digest() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The entry at a path. */
    public Optional<ArtifactEntry> entry(String path) {
        return entries.stream().filter(entry -> entry.path().equals(path)).findFirst();
    }

    /** The size of all entries in bytes. */
    public long size() {
        return entries.stream().mapToLong(ArtifactEntry::size).sum();
    }

    private static ArtifactEntry entry(String path, JsonNode node) {
        String plain = EntryPath.of(path);
        Optional<String> reference = text(node, "ref");
        if (reference.isEmpty() && !Digests.isMd5(node.path("digest").asText())) {
            throw new UsageException("'" + path + "' has no MD5 digest, but '"
                    + node.path("digest").asText() + "'");
        }
        if (node.path("size").asLong() < 0) {
            throw new UsageException("'" + path + "' has a negative size");
        }
        return new ArtifactEntry(
                plain,
                node.path("digest").asText(),
                node.path("size").asLong(),
                reference,
                node.path("extra").isObject() ? Json.MAPPER.convertValue(node.get("extra"), MAP) : Map.of(),
                text(node, "birthArtifactID"),
                Optional.empty());
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue()).filter(text -> !text.isEmpty());
    }
}
