package io.wandb4j.internal.stream;

import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.HistoryRecord;
import io.wandb4j.internal.record.RawJson;
import io.wandb4j.internal.record.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON line of a row as the file stream takes it. */
final class HistoryLine {
    private HistoryLine() {}

    static String of(HistoryRecord row) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (HistoryItem item : row.getItemList()) {
            Trees.put(tree, path(item.getKey(), item.getNestedKeyList()), new RawJson(item.getValueJson()));
        }
        StringBuilder line = new StringBuilder(64 * tree.size());
        write(tree, line);
        return line.toString();
    }

    /** The path of an item: older logs have a plain key. */
    static List<String> path(String key, List<String> nestedKey) {
        return nestedKey.isEmpty() ? List.of(key) : List.copyOf(nestedKey);
    }

    /** Writes nested maps whose leaves are already JSON. */
    static void write(Map<String, ? extends @Nullable Object> tree, StringBuilder out) {
        char before = '{';
        for (Map.Entry<String, ? extends @Nullable Object> entry : tree.entrySet()) {
            out.append(before).append(Json.write(entry.getKey())).append(':');
            if (entry.getValue() instanceof RawJson raw) {
                out.append(raw.text());
            } else {
                @SuppressWarnings("unchecked")
                Map<String, @Nullable Object> child = (Map<String, @Nullable Object>) entry.getValue();
                write(child, out);
            }
            before = ',';
        }
        out.append(tree.isEmpty() ? "{}" : "}");
    }
}
