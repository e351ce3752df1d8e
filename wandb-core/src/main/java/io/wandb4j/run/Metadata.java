package io.wandb4j.run;

import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.internal.stream.EnvironmentJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that describes the machine of a run. */
final class Metadata {
    static final String FILE = "wandb-metadata.json";

    private Metadata() {}

    static void write(Path files, EnvironmentRecord machine) throws IOException {
        Files.writeString(
                files.resolve(FILE),
                Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(EnvironmentJson.of(machine)));
    }
}
