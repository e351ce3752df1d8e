package io.wandb4j.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.UsageException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that was saved with a run. */
public final class StoredFile {
    private final String id;
    private final StoredRun run;
    private final String name;
    private final long size;
    private final Optional<Instant> updatedAt;
    private final String url;
    private final ServerReader server;

    private StoredFile(
            String id,
            StoredRun run,
            String name,
            long size,
            Optional<Instant> updatedAt,
            String url,
            ServerReader server) {
        this.id = id;
        this.run = run;
        this.name = name;
        this.size = size;
        this.updatedAt = updatedAt;
        this.url = url;
        this.server = server;
    }

    static StoredFile of(JsonNode node, StoredRun run, ServerReader server) {
        return new StoredFile(
                node.path("id").asText(),
                run,
                node.path("name").asText(),
                node.path("sizeBytes").asLong(),
                ServerReader.instant(node, "updatedAt"),
                ServerReader.text(node, "directUrl")
                        .or(() -> ServerReader.text(node, "url"))
                        .orElse(""),
                server);
    }

    /** The file's path in the run's folder. */
    public String name() {
        return name;
    }

    /** The size in bytes. */
    public long size() {
        return size;
    }

    /** When it was saved, if known. */
    public Optional<Instant> updatedAt() {
        return updatedAt;
    }

    /** Puts the file below a folder, under its path, and answers where it is.
     *
     * @throws UsageException if the path leaves the folder, or nothing was uploaded yet */
    public Path download(Path root) {
        Path folder = root.toAbsolutePath().normalize();
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder) || target.equals(folder)) {
            throw new UsageException("file '" + name + "' would lie outside of " + root);
        }
        if (url.isEmpty()) {
            throw new UsageException("file '" + name + "' was not uploaded yet");
        }
        server.download(url, target);
        return target;
    }

    /** Takes the file from the server. */
    public void delete() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("files", List.of(id));
        variables.put("projectId", run.projectNumber());
        server.ask("deleteFiles", QueryDocuments.DELETE_FILES, variables);
    }

    /** The file's path in the run's folder. */
    @Override
    public String toString() {
        return name;
    }
}
