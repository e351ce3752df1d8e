package io.wandb4j.server.artifact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Manifests as JSON, version 1; files are read one by one, as there may be a million. */
final class ManifestJson {

    private static final String POLICY = "wandb-storage-policy-v1";

    private ManifestJson() {}

    static Manifest read(InputStream stream) throws IOException {
        try (JsonParser parser = Json.MAPPER.getFactory().createParser(stream)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw RequestException.invalid("the manifest must be a JSON object");
            }
            return members(parser);
        } catch (JsonProcessingException e) {
            throw RequestException.invalid("the manifest is not valid JSON: " + e.getOriginalMessage());
        }
    }

    static void write(Manifest manifest, OutputStream stream) throws IOException {
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(stream)) {
            json.setCodec(Json.MAPPER);
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("storagePolicy", POLICY);
            json.writeObjectFieldStart("storagePolicyConfig");
            json.writeStringField("storageLayout", manifest.storageLayout());
            json.writeEndObject();
            json.writeObjectFieldStart("contents");
            for (ManifestEntry entry : manifest.files()) {
                write(entry, json);
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static Manifest members(JsonParser parser) throws IOException {
        String layout = "V1";
        Map<String, ManifestEntry> entries = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("contents")) {
                entries = contents(parser);
                continue;
            }
            JsonNode value = parser.readValueAsTree();
            if (name.equals("version") && value.asInt() != 1) {
                throw RequestException.invalid("manifests of version " + value + " are not known here, only version 1");
            }
            if (name.equals("storagePolicyConfig")) {
                layout = value.path("storageLayout").asText(layout);
            }
        }
        if (entries == null) {
            throw RequestException.invalid("the manifest has no contents");
        }
        return new Manifest(layout, entries);
    }

    private static Map<String, ManifestEntry> contents(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw RequestException.invalid("the contents of the manifest must be a JSON object");
        }
        Map<String, ManifestEntry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String path = parser.currentName();
            parser.nextToken();
            JsonNode value = parser.readValueAsTree();
            if (entries.put(path, entry(path, value)) != null) {
                throw RequestException.invalid("the manifest lists \"" + path + "\" twice");
            }
        }
        return entries;
    }

    private static ManifestEntry entry(String path, JsonNode value) {
        if (!value.path("digest").isTextual() || value.path("size").asLong(0) < 0) {
            throw RequestException.invalid("\"" + path + "\" in the manifest needs a digest and no negative size");
        }
        return new ManifestEntry(
                path,
                value.path("digest").textValue(),
                value.path("size").asLong(0),
                text(value, "ref"),
                text(value, "birthArtifactID"),
                value.path("extra").isObject() ? value.get("extra") : null);
    }

    private static @Nullable String text(JsonNode value, String name) {
        String text = value.path(name).textValue();
        return text == null || text.isEmpty() ? null : text;
    }

    private static void write(ManifestEntry entry, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(entry.path());
        json.writeStringField("digest", entry.digest());
        json.writeNumberField("size", entry.size());
        if (entry.ref() != null) {
            json.writeStringField("ref", entry.ref());
        }
        if (entry.birthArtifactId() != null) {
            json.writeStringField("birthArtifactID", entry.birthArtifactId());
        }
        if (entry.extra() != null) {
            json.writeObjectField("extra", entry.extra());
        }
        json.writeEndObject();
    }
}
