package io.wandb4j.run;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.place.FileNames;
import io.wandb4j.internal.transport.artifact.ArtifactRecords;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The source code of a run as an artifact of the type {@code code}. */
final class CodeArtifact {
    private static final int LONGEST = 128;
    private static final int HALF = 63;

    private CodeArtifact() {}

    /** The artifact; empty if there is no file to put into it.
     *
     * @param program the path of the program's source, which the artifact is named after */
    static Optional<Artifact> of(SourceCode code, Settings settings, String project, String program) {
        List<Path> files = code.files();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        String name = code.name().orElseGet(() -> safe("source-" + project + "-" + program));
        Artifact artifact = Artifact.reserved(name, "code", settings);
        for (Path file : files) {
            artifact.addFile(file, FileNames.text(code.root().relativize(file)));
        }
        return Optional.of(artifact);
    }

    /** What the log of a run says of its code. */
    static List<Record.Builder> records(Artifact code, RunRecord run) {
        ArtifactRecord artifact =
                ArtifactRecords.toRecord(code, run.getEntity(), run.getProject(), run.getRunId(), List.of());
        return List.of(
                RunRecords.own("code_path", code.name()), Record.newBuilder().setArtifact(artifact));
    }

    /** As the official client makes names fit: the ends of a long one are kept. */
    static String safe(String name) {
        String fit = name.replaceAll("[^a-zA-Z0-9_\\-.]", "_");
        return fit.length() <= LONGEST ? fit : fit.substring(0, HALF) + ".." + fit.substring(fit.length() - HALF);
    }
}
