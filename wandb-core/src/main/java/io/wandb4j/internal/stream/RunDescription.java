package io.wandb4j.internal.stream;

import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.TelemetryRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Tells the server what a run is called, configured and run on, and writes the files that say so. For one thread. */
final class RunDescription {
    private final RunBucket bucket;
    private final RunIdentity run;
    private final Path files;
    private final Uploads uploads;
    private final Consumer<String> problems;
    private final LoggedRun logged;
    private final Set<String> refused = new HashSet<>();

    /** Describes a run.
     *
     * @param logged what its log says of it
     * @param files the folder of its files */
    RunDescription(
            LoggedRun logged,
            RunBucket bucket,
            RunIdentity run,
            Path files,
            Uploads uploads,
            Consumer<String> problems) {
        this.logged = logged;
        this.bucket = bucket;
        this.run = run;
        this.files = files;
        this.uploads = uploads;
        this.problems = problems;
    }

    /** The folder of the run's files. */
    Path files() {
        return files;
    }

    LoggedRun logged() {
        return logged;
    }

    /** Adds something about the sending itself. */
    void note(TelemetryRecord telemetry) {
        logged.apply(telemetry);
    }

    /** Sends what changed since the last call. */
    void send() {
        logged.takeNames().ifPresent(names -> update("names", () -> bucket.updateNames(run, names)));
        logged.takeConfig().ifPresent(config -> update("config", () -> bucket.updateConfig(run, config)));
        logged.takeEnvironment().ifPresent(this::writeMetadata);
    }

    /** Changes something; what the server refuses is told once, and ends nothing else. */
    private void update(String what, Runnable change) {
        try {
            change.run();
        } catch (CommunicationException e) {
            if (!e.isRejected()) {
                throw e;
            }
            if (refused.add(what)) {
                problems.accept("the server does not take the changed " + what + " of the run: " + e.getMessage());
            }
        }
    }

    /** Writes and uploads what the official client leaves at the end of a run. */
    void writeFiles() {
        try {
            write("config.yaml", ConfigYaml.of(logged.config()));
            write("wandb-summary.json", logged.summary());
        } catch (IOException e) {
            tell(e);
        }
    }

    private void writeMetadata(EnvironmentRecord environment) {
        try {
            write(
                    "wandb-metadata.json",
                    Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(EnvironmentJson.of(environment)));
        } catch (IOException e) {
            tell(e);
        }
    }

    private void write(String name, String content) throws IOException {
        Files.createDirectories(files);
        Files.deleteIfExists(files.resolve(name)); // it may be a link to a file of the program's own
        Files.writeString(files.resolve(name), content);
        uploads.add(List.of(FilesItem.newBuilder()
                .setPath(name)
                .setType(FilesItem.FileType.WANDB)
                .build()));
    }

    private void tell(IOException e) {
        problems.accept("cannot write the files that describe the run: " + e.getMessage());
    }
}
