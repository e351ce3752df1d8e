package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.internal.json.Json;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import okio.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes beside the cache: to which version each path led when it was last asked for, and which files that has.
 *
 * <p>They are what a run that is not online has to go by. Safe for use by several threads and processes. */
final class KnownVersions {
    private static final Logger log = LoggerFactory.getLogger(KnownVersions.class);

    private final Path folder;
    private final String server;

    private KnownVersions(Path folder, String server) {
        this.folder = folder;
        this.server = server;
    }

    /** The notes about the server of the settings. */
    static KnownVersions of(Settings settings) {
        return new KnownVersions(settings.cacheDir().resolve("artifacts").resolve("known"), settings.baseUrl());
    }

    void note(ArtifactPath path, JsonNode membership) {
        write(fileOf(path), Json.write(membership).getBytes(StandardCharsets.UTF_8));
    }

    void noteVersion(String versionId, JsonNode artifact) {
        write(versionOf(versionId), Json.write(artifact).getBytes(StandardCharsets.UTF_8));
    }

    void noteManifest(String versionId, byte[] manifest) {
        write(manifestOf(versionId), manifest);
    }

    Optional<JsonNode> membership(ArtifactPath path) {
        return tree(fileOf(path));
    }

    Optional<JsonNode> version(String versionId) {
        return tree(versionOf(versionId));
    }

    Optional<byte[]> manifest(String versionId) {
        return read(manifestOf(versionId));
    }

    private Path fileOf(ArtifactPath path) {
        return file("path " + path);
    }

    private Path versionOf(String versionId) {
        return file("version " + versionId);
    }

    private Path manifestOf(String versionId) {
        return file("manifest " + versionId);
    }

    private Path file(String what) {
        return folder.resolve(
                ByteString.encodeUtf8(server + "\n" + what).sha256().hex() + ".json");
    }

    private void write(Path file, byte[] content) {
        Path temporary = file.resolveSibling("." + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.info("an artifact will not be found while offline: {}", e.toString());
        }
    }

    private static Optional<JsonNode> tree(Path file) {
        return read(file).map(bytes -> Json.read(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
