package io.wandb4j.dl4j;

import io.wandb4j.training.SavedForm;
import io.wandb4j.training.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;

/** A network as DL4J writes it: configuration, parameters, the updater's state, and the normalizer of its data if there is one.
 *
 * @param due what DL4J will count after its listeners are done: it belongs to the model already
 * @param origin what the file says of where it comes from
 * @param inputs the shapes of a row of each input, as far as known */
record SavedNetwork(
        Network network,
        Counting due,
        @Nullable DataNormalization normalizer,
        Origin origin,
        Map<String, List<Long>> inputs)
        implements TrainedModel {
    private static final String NORMALIZER = "/" + ModelSerializer.NORMALIZER_BIN;
    private static final int LONGEST_CONFIGURATION = 100_000;
    private static final String POM_PROPERTIES = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    @Override
    public void writeTo(Path folder, SavedForm form) throws IOException {
        Path file = folder.resolve(form.name() + (form.name().endsWith(".zip") ? "" : ".zip"));
        network.count(due, 1);
        try {
            ModelSerializer.writeModel(network.model(), file.toFile(), !form.weightsOnly());
        } finally {
            network.count(due, -1);
        }
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            origin.writeInto(zip);
            if (normalizer != null) {
                writeNormalizer(normalizer, zip.getPath(NORMALIZER));
            }
        }
    }

    @Override
    public Map<String, Object> description() {
        Model model = network.model();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("framework", "deeplearning4j");
        version().ifPresent(version -> description.put("framework_version", version));
        description.put("model", model.getClass().getSimpleName());
        description.put("parameters", model.numParams());
        description.put(
                "input_shape", inputs.size() == 1 ? inputs.values().iterator().next() : inputs);
        String configuration = network.configurationJson();
        if (configuration.length() <= LONGEST_CONFIGURATION) { // a longer one is in the file anyway
            description.put("configuration", configuration);
        }
        return description;
    }

    private static void writeNormalizer(DataNormalization normalizer, Path entry) throws IOException {
        try (OutputStream out = Files.newOutputStream(entry)) {
            NormalizerSerializer.getDefault().write(normalizer, out);
        }
    }

    /** What Maven wrote into DL4J's jar; there is no constant to ask. */
    static Optional<String> version() {
        try (InputStream in = Model.class.getResourceAsStream(POM_PROPERTIES)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException e) {
            return Optional.empty(); // a repacked jar without it: the metadata does without it too
        }
    }
}
