package io.wandb4j.dl4j;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/** Models that a listener saved, back in one call and ready for further training.
 *
 * <p>Paths are those of artifacts: {@code [[entity/]project/]name[:alias]}, such as {@code run_a1b2c3d4_model:best}. What is
 * asked for by way of a run is noted as used by it. Each method throws a {@link UsageException} if there is no such version,
 * or it does not hold such a model, and a {@link io.wandb4j.errors.CommunicationException} if the server cannot be reached. */
public final class WandbModels {
    private static final String NETWORK = ".zip";
    private static final String GRAPH = ".sdz";

    private WandbModels() {}

    /** A network that the run goes on with. */
    public static MultiLayerNetwork loadMultiLayerNetwork(Run run, String path) {
        return multiLayerNetwork(run.useArtifact(path));
    }

    /** A network, no matter who asks. */
    public static MultiLayerNetwork loadMultiLayerNetwork(Api api, String path) {
        return multiLayerNetwork(api.artifact(path));
    }

    /** A graph that the run goes on with. */
    public static ComputationGraph loadComputationGraph(Run run, String path) {
        return computationGraph(run.useArtifact(path));
    }

    /** A graph, no matter who asks. */
    public static ComputationGraph loadComputationGraph(Api api, String path) {
        return computationGraph(api.artifact(path));
    }

    /** A SameDiff graph that the run goes on with. */
    public static SameDiff loadSameDiff(Run run, String path) {
        return sameDiff(run.useArtifact(path));
    }

    /** A SameDiff graph, no matter who asks. */
    public static SameDiff loadSameDiff(Api api, String path) {
        return sameDiff(api.artifact(path));
    }

    /** The normalizer that was saved with a model. */
    public static DataNormalization loadNormalizer(Run run, String path) {
        return normalizer(run.useArtifact(path));
    }

    /** The normalizer that was saved with a model, no matter who asks. */
    public static DataNormalization loadNormalizer(Api api, String path) {
        return normalizer(api.artifact(path));
    }

    /** The id of the run whose listener wrote the file of a model, to resume it; empty if none did.
     *
     * @throws UsageException if it is no such file */
    public static Optional<String> runOf(Path modelFile) {
        try {
            return Origin.readFrom(modelFile).map(Origin::run);
        } catch (IOException | ProviderNotFoundException e) { // the latter: it is no zip
            throw new UsageException("cannot read the model's file '" + modelFile + "': " + e, e);
        }
    }

    private static MultiLayerNetwork multiLayerNetwork(ArtifactVersion version) {
        return read(
                version,
                NETWORK,
                "a MultiLayerNetwork",
                file -> ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true));
    }

    private static ComputationGraph computationGraph(ArtifactVersion version) {
        return read(
                version,
                NETWORK,
                "a ComputationGraph",
                file -> ModelSerializer.restoreComputationGraph(file.toFile(), true));
    }

    private static SameDiff sameDiff(ArtifactVersion version) {
        return read(version, GRAPH, "a SameDiff graph", file -> SameDiff.load(file.toFile(), true));
    }

    private static DataNormalization normalizer(ArtifactVersion version) {
        Optional<DataNormalization> found = read(
                version,
                NETWORK,
                "a normalizer",
                file -> Optional.ofNullable(ModelSerializer.restoreNormalizerFromFile(file.toFile())));
        return found.orElseThrow(() -> new UsageException("the model in " + version.qualifiedName()
                + " was saved without a normalizer; give it to the listener with normalizer(...)"));
    }

    /** Reads by way of a folder of its own, so that nothing is left in the user's. */
    private static <T> T read(ArtifactVersion version, String ending, String what, Reading<T> reading) {
        try {
            Path folder = Files.createTempDirectory("wandb4j-model");
            try {
                return read(version, modelFile(version, ending, folder), what, reading);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UsageException("cannot read the files of " + version.qualifiedName() + ": " + e, e);
        }
    }

    private static <T> T read(ArtifactVersion version, Path file, String what, Reading<T> reading) {
        try {
            return reading.read(file);
        } catch (IOException | RuntimeException e) { // DL4J throws what it likes on another kind of model
            throw new UsageException(
                    "cannot read " + what + " from " + file.getFileName() + " of " + version.qualifiedName() + ": " + e,
                    e);
        }
    }

    private static Path modelFile(ArtifactVersion version, String ending, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(version.download(folder))) {
            List<Path> found =
                    files.filter(path -> path.toString().endsWith(ending)).toList();
            if (found.size() != 1) {
                throw new UsageException("a model of DL4J is one file that ends in " + ending + ", but "
                        + version.qualifiedName() + " has " + found.size() + " of them");
            }
            return found.get(0);
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

    /** Reads a file. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(Path file) throws IOException;
    }
}
