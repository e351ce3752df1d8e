package io.wandb4j.e2e;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.concurrent.Future;

/** A program that uploads or downloads an artifact of many files until it is killed, or done. */
final class ArtifactVictim {
    private ArtifactVictim() {}

    /** Usage: {@code upload NAME FILES FOLDER} or {@code download NAME ROOT FOLDER}. */
    public static void main(String[] args) throws Exception {
        String name = args[1];
        Path place = Path.of(args[2]);
        Settings settings = Settings.builder()
                .project("faults")
                .rootDir(Path.of(args[3]))
                .silent(true)
                .build();
        if (args[0].equals("upload")) {
            try (Run run = Wandb.init(settings)) {
                Future<ArtifactVersion> version =
                        run.logArtifact(Artifact.create(name, "dataset").addDirectory(place));
                System.out.println("ready"); // from here on the log has it
                version.get();
            }
        } else {
            try (Api api = Api.connect(settings)) {
                System.out.println("ready");
                api.artifact(name).download(place);
            }
        }
    }
}
