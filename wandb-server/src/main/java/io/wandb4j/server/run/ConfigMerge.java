package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.json.Json;

/** How the configuration that a client sends joins the one that is stored. */
final class ConfigMerge {

    private static final String INTERNAL = "_wandb";
    private static final String VALUE = "value";
    private static final String WRITERS = "e";

    private ConfigMerge() {}

    /** A writer of the run: its keys win, keys that it does not know stay. */
    static String byWriter(String stored, String sent) {
        ObjectNode result = Json.stored(stored);
        ObjectNode news = Json.object(sent, "config");
        ObjectNode before = internal(result);
        result.setAll(news);
        if (news.has(INTERNAL)) {
            keepWriters(before, internal(result));
        }
        return Json.text(result);
    }

    /** An editor of the run, who sends all that should be left; what clients keep for themselves stays. */
    static String byEditor(String stored, String sent) {
        ObjectNode news = Json.object(sent, "config");
        ObjectNode before = Json.stored(stored);
        if (!news.has(INTERNAL) && before.has(INTERNAL)) {
            news.set(INTERNAL, before.get(INTERNAL));
        }
        return Json.text(news);
    }

    // Each process that writes a run describes its machine under its own id; the others' entries stay.
    private static void keepWriters(ObjectNode before, ObjectNode now) {
        if (before.get(WRITERS) instanceof ObjectNode earlier) {
            ObjectNode all = earlier.deepCopy();
            if (now.get(WRITERS) instanceof ObjectNode later) {
                all.setAll(later);
            }
            now.set(WRITERS, all);
        }
    }

    private static ObjectNode internal(ObjectNode config) {
        return config.path(INTERNAL).path(VALUE) instanceof ObjectNode value ? value : Json.MAPPER.createObjectNode();
    }
}
