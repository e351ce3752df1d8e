package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.Aliases;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.ArtifactManifest;
import io.wandb4j.internal.log.proto.ArtifactManifestEntry;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.ExtraItem;
import io.wandb4j.internal.log.proto.StoragePolicyConfigItem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Artifacts as the transaction log keeps them until they are uploaded. */
public final class ArtifactRecords {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CLIENT_ID_LENGTH = 128;

    private ArtifactRecords() {}

    /** What is logged when a run logs an artifact.
     *
     * @param entity may be empty as long as the server has not told it
     * @param aliases besides {@code latest} */
    public static ArtifactRecord toRecord(
            Artifact artifact, String entity, String project, String runId, Collection<String> aliases) {
        Manifest manifest = artifact.manifest();
        ArtifactRecord.Builder record = ArtifactRecord.newBuilder()
                .setRunId(runId)
                .setEntity(entity)
                .setProject(project)
                .setType(artifact.type())
                .setName(artifact.name())
                .setDigest(manifest.digest())
                .setDescription(artifact.description().orElse(""))
                .addAllAliases(Aliases.withLatest(aliases))
                .addAllTags(artifact.tags())
                .setManifest(manifest(manifest))
                .setFinalize(true)
                .setTtlDurationSeconds(artifact.timeToLive().seconds())
                .setIncrementalBeta1(artifact.isIncremental())
                .setBaseId(artifact.baseId().orElse(""))
                // Made here, once: a server that sees the same id again knows that this is a repetition.
                .setClientId(newClientId())
                .setSequenceClientId(newClientId());
        if (!artifact.metadata().isEmpty()) {
            record.setMetadata(Json.write(artifact.metadata()));
        }
        return record.build();
    }

    /** The contents that a record names, with the places of the files on this machine. */
    public static Manifest toManifest(ArtifactRecord record) {
        List<ArtifactEntry> entries = record.getManifest().getContentsList().stream()
                .map(ArtifactRecords::entry)
                .toList();
        return Manifest.of(entries);
    }

    private static ArtifactManifest manifest(Manifest manifest) {
        ArtifactManifest.Builder message = ArtifactManifest.newBuilder()
                .setVersion(1)
                .setStoragePolicy("wandb-storage-policy-v1")
                .addStoragePolicyConfig(StoragePolicyConfigItem.newBuilder()
                        .setKey("storageLayout")
                        .setValueJson(Json.write(manifest.storageLayout())));
        manifest.entries().forEach(entry -> message.addContents(message(entry)));
        return message.build();
    }

    private static ArtifactManifestEntry message(ArtifactEntry entry) {
        ArtifactManifestEntry.Builder message = ArtifactManifestEntry.newBuilder()
                .setPath(entry.path())
                .setDigest(entry.digest())
                .setSize(entry.size())
                .setRef(entry.reference().orElse(""))
                .setBirthArtifactId(entry.birthArtifactId().orElse(""))
                .setLocalPath(entry.localPath().map(Path::toString).orElse(""));
        entry.extra()
                .forEach((key, value) ->
                        message.addExtra(ExtraItem.newBuilder().setKey(key).setValueJson(Json.write(value))));
        return message.build();
    }

    private static ArtifactEntry entry(ArtifactManifestEntry message) {
        Map<String, Object> extra = new LinkedHashMap<>();
        for (ExtraItem item : message.getExtraList()) {
            JsonNode value = Json.read(item.getValueJson());
            extra.put(item.getKey(), value.isTextual() ? value.textValue() : value);
        }
        return new ArtifactEntry(
                message.getPath(),
                message.getDigest(),
                message.getSize(),
                unlessEmpty(message.getRef()),
                extra,
                unlessEmpty(message.getBirthArtifactId()),
                unlessEmpty(message.getLocalPath()).flatMap(ArtifactRecords::path));
    }

    /** A file that a log of another machine names may be none that this one could have. */
    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> unlessEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String newClientId() {
        return RANDOM.ints(CLIENT_ID_LENGTH, 0, 36)
                .collect(
                        StringBuilder::new,
                        (id, digit) -> id.append(Character.forDigit(digit, 36)),
                        StringBuilder::append)
                .toString();
    }
}
