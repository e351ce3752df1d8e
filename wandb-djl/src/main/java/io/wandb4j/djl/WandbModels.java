package io.wandb4j.djl;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Translator;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Models that a listener saved, back in one call and ready for further training.
 *
 * <p>DJL saves no architecture, so the block comes from the caller, its parameters and the model's properties from the
 * artifact. The state of the optimizer is not saved: one with moments starts them anew.
 *
 * <p>Paths are those of artifacts: {@code [[entity/]project/]name[:alias]}, such as {@code run_a1b2c3d4_model:best}. What is
 * asked for by way of a run is noted as used by it. Each method throws a {@link UsageException} if there is no such version,
 * or it does not fit the block, and a {@link io.wandb4j.errors.CommunicationException} if the server cannot be reached. The
 * model is the caller's to close. */
public final class WandbModels {
    private static final Pattern PARAMETERS = Pattern.compile("(.+)-(\\d{4,})\\.params");

    private WandbModels() {}

    /** A model that the run goes on with. */
    public static Model load(Run run, String path, Block block) {
        return model(run.useArtifact(path), block);
    }

    /** A model, no matter who asks. */
    public static Model load(Api api, String path, Block block) {
        return model(api.artifact(path), block);
    }

    /** A model that the run goes on with, with a translator for its inputs and outputs. */
    public static <I, O> ZooModel<I, O> load(Run run, String path, Block block, Translator<I, O> translator) {
        return new ZooModel<>(load(run, path, block), translator);
    }

    /** A model with a translator for its inputs and outputs, no matter who asks. */
    public static <I, O> ZooModel<I, O> load(Api api, String path, Block block, Translator<I, O> translator) {
        return new ZooModel<>(load(api, path, block), translator);
    }

    /** The id of the run whose listener saved a model, to resume it; empty if none did. */
    public static Optional<String> runOf(Model model) {
        return Optional.ofNullable(model.getProperty(SavedBlock.RUN_PROPERTY));
    }

    /** Reads by way of a folder of its own, so that nothing is left in the user's. */
    private static Model model(ArtifactVersion version, Block block) {
        try {
            Path folder = Files.createTempDirectory("wandb4j-model");
            try {
                return model(version, parameters(version, folder), block);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UsageException("cannot read the files of " + version.qualifiedName() + ": " + e, e);
        }
    }

    private static Model model(ArtifactVersion version, Path file, Block block) {
        Matcher name = PARAMETERS.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalStateException("found by this very pattern: " + file);
        }
        String epoch = Integer.toString(Integer.parseInt(name.group(2)));
        Model model = Model.newInstance(name.group(1));
        try {
            model.setBlock(block);
            model.load(file.getParent(), name.group(1), Map.of("epoch", epoch));
            return model;
        } catch (IOException
                | MalformedModelException
                | RuntimeException e) { // DJL throws what it likes on another block
            model.close();
            throw new UsageException(
                    "the parameters in " + file.getFileName() + " of " + version.qualifiedName()
                            + " do not fit the block " + block + "; they were saved of "
                            + version.metadata().get("block") + ": " + e,
                    e);
        }
    }

    /** The file of parameters; of several that of the last epoch. */
    private static Path parameters(ArtifactVersion version, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(version.download(folder))) {
            return files.filter(path ->
                            PARAMETERS.matcher(path.getFileName().toString()).matches())
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new UsageException("a model of DJL is a file such as model-0001.params, but "
                            + version.qualifiedName() + " has none"));
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
