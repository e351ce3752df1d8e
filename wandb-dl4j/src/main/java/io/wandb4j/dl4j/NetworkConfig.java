package io.wandb4j.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wandb4j.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** What a network says of itself for the run's config: layers, optimizer, schedule, regularisation, seed, backend.
 *
 * <p>Read off the configuration that DL4J writes, which knows the fields of every layer and optimizer. */
final class NetworkConfig {
    private static final JsonMapper JSON = new JsonMapper();

    private NetworkConfig() {}

    /** Puts into the config what the network says of itself, where the user says nothing. */
    static void addTo(Run run, Network network) {
        try {
            run.config().setDefaults(of(network));
        } catch (JsonProcessingException | RuntimeException e) { // DL4J wraps what a layer of the user's throws
            run.warn("config", "the network's configuration could not be read: " + e);
        }
    }

    private static Map<String, Object> of(Network network) throws JsonProcessingException {
        JsonNode configuration = JSON.readTree(network.configurationJson());
        List<JsonNode> parts = parts(configuration);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("framework", "deeplearning4j");
        putPlatform(config);
        config.put("model", network.model().getClass().getSimpleName());
        config.put("parameters", network.model().numParams());
        config.put("batch_size", network.model().batchSize());
        config.put("backprop", configuration.path("backpropType").asText());
        config.put(
                "layers", parts.stream().map(part -> layer(part.path("layer"))).toList());
        if (!parts.isEmpty()) {
            config.put("seed", parts.get(0).path("seed").asLong());
        }
        parts.stream()
                .map(part -> part.path("layer"))
                .filter(layer -> layer.path("iupdater").isObject())
                .findFirst()
                .ifPresent(layer -> putTraining(layer.path("iupdater"), layer.path("regularization"), config));
        return config;
    }

    /** Versions and backend. */
    static void putPlatform(Map<String, Object> config) {
        SavedNetwork.version().ifPresent(version -> config.put("framework_version", version));
        config.put("backend", Nd4j.getBackend().getClass().getSimpleName());
        config.put("java_version", Runtime.version().toString());
    }

    /** The optimizer of a graph's training configuration, as that is written. */
    static void putTraining(String trainingConfiguration, Map<String, Object> config) throws JsonProcessingException {
        JsonNode configuration = JSON.readTree(trainingConfiguration);
        putTraining(configuration.path("updater"), configuration.path("regularization"), config);
    }

    /** The parts of either kind of network that have a layer. */
    private static List<JsonNode> parts(JsonNode configuration) {
        List<JsonNode> parts = new ArrayList<>();
        configuration.path("confs").forEach(parts::add);
        configuration.path("vertices").forEach(vertex -> parts.add(vertex.path("layerConf")));
        parts.removeIf(part -> !part.path("layer").isObject());
        return parts;
    }

    private static Map<String, Object> layer(JsonNode layer) {
        Map<String, Object> shown = new LinkedHashMap<>();
        putType("type", layer, shown);
        for (String size : List.of("nin", "nout")) {
            if (layer.path(size).asLong() > 0) {
                shown.put(size, layer.path(size).asLong());
            }
        }
        putType("activation", layer.path("activationFn"), shown);
        putType("loss", layer.path("lossFn"), shown);
        if (layer.path("idropout").path("p").isNumber()) {
            shown.put("keep_probability", layer.path("idropout").path("p").asDouble());
        }
        return shown;
    }

    private static void putTraining(JsonNode updater, JsonNode regularization, Map<String, Object> config) {
        putType("optimizer", updater, config);
        Map<String, Object> fields = numbers(updater);
        Object rate = fields.remove("learningRate");
        if (rate != null) {
            config.put("learning_rate", rate);
        }
        if (!fields.isEmpty()) {
            config.put("optimizer_config", fields);
        }
        JsonNode schedule = updater.path("learningRateSchedule");
        if (schedule.isObject()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            putType("type", schedule, shown);
            shown.putAll(numbers(schedule));
            config.put("learning_rate_schedule", shown);
        }
        regularization.forEach(term -> putTerm(term, config));
    }

    private static void putTerm(JsonNode term, Map<String, Object> config) {
        for (String kind : List.of("l1", "l2", "coeff")) {
            JsonNode value = term.path(kind).path("value");
            if (value.isNumber()) {
                config.put(kind.equals("coeff") ? "weight_decay" : kind, value.asDouble());
            }
        }
    }

    private static Map<String, Object> numbers(JsonNode node) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (field.getValue().isNumber() && Double.isFinite(field.getValue().asDouble())) {
                numbers.put(field.getKey(), field.getValue().numberValue());
            }
        });
        return numbers;
    }

    private static void putType(String key, JsonNode node, Map<String, Object> shown) {
        String type = type(node);
        if (type != null) {
            shown.put(key, type.replaceFirst("^(Activation|Loss)(?=.)", ""));
        }
    }

    private static @Nullable String type(JsonNode node) {
        String name = node.path("@class").asText("");
        return name.isEmpty() ? null : name.substring(name.lastIndexOf('.') + 1);
    }
}
