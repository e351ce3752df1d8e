package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A console line taken apart: when it was written, on which stream, by whom, and what.
 *
 * @param timestamp ISO 8601 in UTC, null when the line has none
 * @param level {@code error} for standard error, else empty
 */
public record ConsoleLine(long number, @Nullable String timestamp, String level, String label, String line) {

    private static final Pattern PLAIN = Pattern.compile(
            "(ERROR )?(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)Z? (?:\\[([^]]*)] )?(.*)", Pattern.DOTALL);

    /** Reads a line as the file stream carries it: JSON, or the parts joined by blanks. */
    public static ConsoleLine parse(long number, String text) {
        ConsoleLine structured = text.startsWith("{\"") ? structured(number, text) : null;
        if (structured != null) {
            return structured;
        }
        Matcher parts = PLAIN.matcher(text);
        if (!parts.matches()) {
            return new ConsoleLine(number, null, "", "", text);
        }
        String level = parts.group(1) == null ? "" : "error";
        String label = parts.group(3) == null ? "" : parts.group(3);
        return new ConsoleLine(number, parts.group(2) + "Z", level, label, parts.group(4));
    }

    private static @Nullable ConsoleLine structured(long number, String text) {
        try {
            JsonNode line = Json.object(text, "a console line");
            if (!line.has("content") || !line.has("ts")) {
                return null;
            }
            String time = line.path("ts").asText();
            return new ConsoleLine(
                    number,
                    time.endsWith("Z") ? time : time + "Z",
                    line.path("level").asText(""),
                    line.path("label").asText(""),
                    line.path("content").asText());
        } catch (RequestException e) {
            // what a program prints may look like JSON without being it
            return null;
        }
    }
}
