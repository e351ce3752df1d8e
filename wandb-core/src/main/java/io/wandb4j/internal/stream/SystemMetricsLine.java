package io.wandb4j.internal.stream;

import com.google.protobuf.Timestamp;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.StatsItem;
import io.wandb4j.internal.log.proto.StatsRecord;
import io.wandb4j.internal.record.RawJson;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON line of a sample of system metrics as the file stream takes it. */
final class SystemMetricsLine {
    private SystemMetricsLine() {}

    /** The line of a sample.
     *
     * @param start when the run would have started had it never paused; null if the log does not say */
    static String of(StatsRecord sample, @Nullable Instant start) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        Instant time = instant(sample.getTimestamp());
        line.put("_wandb", new RawJson("true"));
        line.put("_timestamp", new RawJson(Json.write(time.getEpochSecond() + time.getNano() / 1e9)));
        if (start != null) {
            Duration runtime = Duration.between(start, time);
            // in this order, so that the last digit is that of the official client
            line.put("_runtime", new RawJson(Json.write(runtime.getSeconds() + runtime.getNano() / 1e9)));
        }
        for (StatsItem item : sample.getItemList()) {
            if (isJson(item.getValueJson())) { // one broken value must not make the server refuse the request
                line.put("system." + item.getKey(), new RawJson(item.getValueJson()));
            }
        }
        StringBuilder text = new StringBuilder(40 * line.size());
        HistoryLine.write(line, text);
        return text.toString();
    }

    static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    private static boolean isJson(String text) {
        try {
            return !Json.read(text).isMissingNode();
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
