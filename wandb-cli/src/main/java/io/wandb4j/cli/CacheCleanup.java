package io.wandb4j.cli;

import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the cache of artifact files smaller. */
@Command(
        name = "cleanup",
        description = "Remove the files that were not used for longest, until the cache has this size.")
final class CacheCleanup implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SIZE",
            converter = ByteCount.Converter.class,
            description = "What may stay, such as 10GB; 0 empties the cache.")
    private ByteCount size;

    @Option(names = "--remove-temp", description = "Remove files of downloads that may still be going on, too.")
    private boolean removeTemporaries;

    CacheCleanup(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Settings settings = Settings.builder().build().resolved(environment);
        try {
            long gone = ArtifactCache.in(settings.cacheDir()).cleanUp(size.bytes(), removeTemporaries);
            PrintWriter out = spec.commandLine().getOut();
            out.println("Reclaimed " + ByteCount.show(gone) + " of space");
            out.flush();
        } catch (IOException e) {
            throw new UsageException("cannot clean up the cache in '" + settings.cacheDir() + "': " + e, e);
        }
    }
}
