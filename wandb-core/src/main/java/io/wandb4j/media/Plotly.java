package io.wandb4j.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.place.MediaContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A figure that Plotly draws. Immutable. */
public final class Plotly extends SingleFile {
    private Plotly(MediaContent content) {
        super("plotly-file", new FileContent("plotly", ".plotly.json", content), null);
    }

    /** A figure as Plotly's JSON: an object with {@code data} and {@code layout}.
     *
     * @throws UsageException if it is not */
    public static Plotly ofJson(String figure) {
        JsonNode tree = parsed(figure);
        if (!tree.path("data").isArray()) {
            throw new UsageException("a Plotly figure must be a JSON object whose \"data\" is a list of traces");
        }
        return new Plotly(MediaContent.of(Json.write(tree).getBytes(StandardCharsets.UTF_8)));
    }

    /** A figure as maps and lists.
     *
     * @throws UsageException if it has no {@code data}, or holds what JSON cannot say */
    public static Plotly of(Map<String, ?> figure) {
        try {
            return ofJson(Json.MAPPER.writeValueAsString(figure));
        } catch (JsonProcessingException e) {
            throw new UsageException("a Plotly figure must hold what JSON can say: " + e.getOriginalMessage(), e);
        }
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

    private static JsonNode parsed(String figure) {
        try {
            return Json.MAPPER.readTree(figure);
        } catch (JsonProcessingException e) {
            throw new UsageException("a Plotly figure must be JSON: " + e.getOriginalMessage(), e);
        }
    }
}
