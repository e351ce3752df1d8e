package io.wandb4j.benchmarks;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.FilePolicy;
import io.wandb4j.artifact.FileSelection;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** One step of {@link ArtifactCost} in a process of its own; prints what the script of the official client prints. */
public final class ArtifactStep {
    private ArtifactStep() {}

    /** Usage: {@code upload NAME FOLDER POLICY} or {@code download NAME ROOT}. */
    public static void main(String[] args) throws Exception {
        double seconds = args[0].equals("upload")
                ? upload(args[1], Path.of(args[2]), FilePolicy.valueOf(args[3].toUpperCase(Locale.ROOT)))
                : download(args[1], Path.of(args[2]));
        System.out.println(String.format(Locale.ROOT, "seconds %.3f", seconds));
        System.out.println("megabytes " + peakMegabytes());
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(time -> System.out.println(
                        String.format(Locale.ROOT, "processor seconds %.1f", time.toMillis() / 1e3)));
    }

    private static double upload(String name, Path folder, FilePolicy policy)
            throws InterruptedException, ExecutionException {
        try (Run run = Wandb.init(Settings.builder().silent(true).build())) {
            long start = System.nanoTime();
            Artifact artifact = Artifact.create(name, "dataset", run.settings())
                    .add(FileSelection.of(folder).policy(policy));
            run.logArtifact(artifact).get();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static double download(String name, Path root) {
        try (Api api = Api.connect(Settings.builder().build())) {
            ArtifactVersion version = api.artifact(name);
            long start = System.nanoTime();
            version.download(root);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    /** The most memory that this process had, heap and all, where Linux tells it. */
    private static String peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "?";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.toString(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024))
                .findFirst()
                .orElse("?");
    }
}
