package io.wandb4j.sweeps.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** 300 networks that were trained on MNIST once, as a problem: the validation loss minus the least of all. */
final class MnistTable {
    private static final List<String> PARAMETERS = List.of("activation", "batch_size", "learning_rate", "width");

    private MnistTable() {}

    static SearchProblem problem() {
        Map<String, Object> file = read();
        Map<List<Object>, Double> losses = new HashMap<>();
        Map<String, TreeSet<Object>> values = new LinkedHashMap<>();
        for (Object row : (List<?>) file.get("cases")) {
            Map<?, ?> network = (Map<?, ?>) row;
            List<Object> key = new ArrayList<>();
            for (String parameter : PARAMETERS) {
                key.add(network.get(parameter));
                values.computeIfAbsent(parameter, name -> new TreeSet<>()).add(network.get(parameter));
            }
            losses.put(key, (Double) network.get("val_loss"));
        }
        double least =
                losses.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        Map<String, Object> parameters = new LinkedHashMap<>();
        values.forEach((name, choices) -> parameters.put(name, Map.of("values", List.copyOf(choices))));
        return new SearchProblem(
                "mnist",
                parameters,
                chosen -> Objects.requireNonNull(
                                losses.get(PARAMETERS.stream().map(chosen::get).toList()))
                        - least,
                SearchProblem.others(file));
    }

    @SuppressWarnings("unchecked") // the file is written that way
    private static Map<String, Object> read() {
        try (InputStream file = Objects.requireNonNull(MnistTable.class.getResourceAsStream("/mnist_table.json"))) {
            return new ObjectMapper().readValue(file, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
