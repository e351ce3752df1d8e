package io.wandb4j.dl4j;

import io.wandb4j.training.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;

/** A network as {@code model.zip}: configuration, parameters and the updater's state, ready to be trained on. */
record SavedNetwork(Model model) implements TrainedModel {
    private static final String POM_PROPERTIES = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    @Override
    public void writeTo(Path folder, int epoch) throws IOException {
        ModelSerializer.writeModel(model, folder.resolve("model.zip").toFile(), true);
    }

    @Override
    public Map<String, Object> description() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("framework", "deeplearning4j");
        version().ifPresent(version -> description.put("framework_version", version));
        description.put("model", model.getClass().getSimpleName());
        description.put("parameters", model.numParams());
        return description;
    }

    /** What Maven wrote into DL4J's jar; there is no constant to ask. */
    private static Optional<String> version() {
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
