package io.wandb4j.internal.stream;

import io.wandb4j.internal.log.proto.SummaryItem;
import io.wandb4j.internal.log.proto.SummaryRecord;
import io.wandb4j.internal.record.RawJson;
import io.wandb4j.internal.record.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The summary as the records of the log add it up. For one thread. */
final class SentSummary {
    private final Map<String, @Nullable Object> tree = new LinkedHashMap<>();

    void apply(SummaryRecord record) {
        for (SummaryItem item : record.getUpdateList()) {
            Trees.put(tree, HistoryLine.path(item.getKey(), item.getNestedKeyList()), new RawJson(item.getValueJson()));
        }
        for (SummaryItem item : record.getRemoveList()) {
            Trees.remove(tree, HistoryLine.path(item.getKey(), item.getNestedKeyList()));
        }
    }

    String toJson() {
        StringBuilder out = new StringBuilder();
        HistoryLine.write(tree, out);
        return out.toString();
    }
}
