package io.wandb4j.djl;

import io.wandb4j.Wandb;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An offline run for each test, with a folder of its own. */
final class ListenerRun implements BeforeEachCallback, AfterEachCallback {
    private Path dir;
    private Run run;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        dir = Files.createTempDirectory("listener-run");
        run = Wandb.init(Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .silent(true)
                .build());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        run.close();
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(dir)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        deepestFirst.forEach(path -> {
            try {
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    Run run() {
        return run;
    }

    /** The summary without what the client adds. */
    Map<String, Object> summary() {
        Map<String, Object> summary = new HashMap<>(run.summary().toMap());
        summary.keySet().removeIf(key -> key.startsWith("_"));
        return summary;
    }

    /** The models that were logged. */
    List<ArtifactRecord> models() {
        List<ArtifactRecord> models = new ArrayList<>();
        Path log = run.dir().orElseThrow().resolve("run-" + run.id() + ".wandb");
        try (LogReader reader = LogReader.open(log)) {
            for (Optional<Record> record = reader.next(); record.isPresent(); record = reader.next()) {
                if (record.get().hasArtifact()
                        && record.get().getArtifact().getType().equals("model")) {
                    models.add(record.get().getArtifact());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return models;
    }

    double number(String key) {
        return ((Number) run.summary().get(key)).doubleValue();
    }
}
