package io.wandb4j.run;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.ConfigItem;
import io.wandb4j.internal.log.proto.ConfigRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.FilesRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.RunPlace;
import io.wandb4j.internal.stream.RunIdentity;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.internal.transport.artifact.ArtifactRecords;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The folder {@code media} of a run: keeps content there and tells the log of it.
 *
 * <p>Safe for use by several threads, which do not wait for each other. Without a folder, in a disabled run, nothing is
 * kept. */
final class MediaFolder {
    private static final String CLIENT_ADDRESS = "wandb-client-artifact://";

    private final Settings settings;
    private final RunIdentity run;
    private final @Nullable Path files;
    private final RunStream stream;
    private final Terminal terminal;
    private final Map<List<String>, Object> told = new ConcurrentHashMap<>();
    private final AtomicLong parts = new AtomicLong();

    /** The folder below a run's {@code files}. */
    MediaFolder(Settings settings, RunIdentity run, @Nullable Path runFolder, RunStream stream, Terminal terminal) {
        this.settings = settings;
        this.run = run;
        this.files = runFolder == null ? null : runFolder.resolve("files");
        this.stream = stream;
        this.terminal = terminal;
    }

    String runId() {
        return run.runId();
    }

    /** Keeps content under a path relative to the run's files, unless it is there. */
    void keep(String path, MediaContent content) throws IOException {
        if (files == null) {
            return;
        }
        Path file = files.resolve(path);
        if (!Files.exists(file)) { // its name holds its digest
            Path part = file.resolveSibling("part" + parts.incrementAndGet() + ".tmp");
            try { // a full disk must not leave half a file under the name of the whole
                write(content, part);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                Files.deleteIfExists(part);
                throw e;
            }
        }
    }

    /** Tells the log which files are new. */
    void publish(Collection<String> paths) {
        if (files == null || paths.isEmpty()) {
            return;
        }
        FilesRecord.Builder record = FilesRecord.newBuilder();
        paths.forEach(
                path -> record.addFiles(FilesItem.newBuilder().setPath(path).setType(FilesItem.FileType.MEDIA)));
        stream.append(Record.newBuilder().setFiles(record));
    }

    private static void write(MediaContent content, Path file) throws IOException {
        try {
            content.copyTo(file);
        } catch (NoSuchFileException e) { // the first file of its folder
            Files.createDirectories(file.getParent());
            content.copyTo(file);
        }
    }

    /** Puts a value below {@code _wandb} into the config, unless it is there. */
    void configure(String section, String key, Map<String, ?> value) {
        if (value.equals(told.put(List.of(section, key), value))) {
            return;
        }
        ConfigItem item = ConfigItem.newBuilder()
                .addAllNestedKey(List.of("_wandb", section, key))
                .setValueJson(Json.write(value))
                .build();
        stream.append(Record.newBuilder().setConfig(ConfigRecord.newBuilder().addUpdate(item)));
    }

    /** Logs an artifact of the client's own; null if there is none to be. */
    RunPlace.@Nullable ArtifactAddress logArtifact(
            String type, String name, String entry, boolean incremental, RunPlace.Filler filler) throws IOException {
        if (files == null) {
            return null;
        }
        try {
            Artifact artifact = Artifact.reserved(ReservedName.of(name), type, settings);
            if (incremental) {
                artifact.incremental();
            }
            filler.fill(artifact.place());
            ArtifactRecord record =
                    ArtifactRecords.toRecord(artifact, run.entity(), run.project(), run.runId(), List.of());
            stream.append(record);
            return new RunPlace.ArtifactAddress(
                    CLIENT_ADDRESS + record.getClientId() + "/" + entry,
                    CLIENT_ADDRESS + record.getSequenceClientId() + ":latest/" + entry);
        } catch (UsageException e) { // the file in the run is worth keeping without the artifact
            warn("no artifact is made of a table: " + e.getMessage());
            return null;
        }
    }

    void warn(String message) {
        terminal.warnOnce(message, message);
    }
}
