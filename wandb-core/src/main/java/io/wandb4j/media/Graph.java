package io.wandb4j.media;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.place.MediaContent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model as a graph of its layers. Immutable. */
public final class Graph extends SingleFile {
    private Graph(MediaContent content) {
        super("graph-file", new FileContent("graph", ".graph.json", content), null);
    }

    /** A graph of these layers, in the order of the way forward.
     *
     * @throws UsageException if two layers have one name, or one takes the output of a layer that there is not */
    public static Graph of(List<Node> nodes) {
        Set<String> names = new LinkedHashSet<>();
        for (Node node : nodes) {
            if (!names.add(node.name())) {
                throw new UsageException("a graph has two nodes \"" + node.name() + "\"; give each a name of its own");
            }
        }
        for (Node node : nodes) {
            if (!names.containsAll(node.inputs())) {
                throw new UsageException("node \"" + node.name() + "\" takes inputs from " + node.inputs()
                        + ", but the graph has only " + names);
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", "keras");
        json.put("nodes", nodes.stream().map(Node::json).toList());
        json.put(
                "edges",
                nodes.stream()
                        .flatMap(node -> node.inputs().stream().map(from -> List.of(from, node.name())))
                        .toList());
        return new Graph(MediaContent.of(Json.write(json).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    @Nullable
    CellType cellType() {
        return null;
    }

    @Override
    boolean hasGallery() {
        return false;
    }

    /** A layer.
     *
     * @param name of the layer
     * @param type of the layer, {@code Dense}
     * @param outputShape of one row, {@code (64)}
     * @param parameters how many numbers it holds
     * @param inputs the names of the layers whose outputs it takes */
    public record Node(String name, String type, String outputShape, long parameters, List<String> inputs) {
        public Node {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
            requireNonNull(outputShape, "outputShape");
            inputs = List.copyOf(inputs);
        }

        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", name);
            json.put("name", name);
            json.put("class_name", type);
            json.put("output_shape", List.of(outputShape));
            json.put("num_parameters", parameters);
            return json;
        }
    }
}
