package io.wandb4j.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** A line that a run wrote to the console.
 *
 * @param number counted from 0
 * @param timestamp when, if known
 * @param isError whether it went to the error stream
 * @param label which of several processes wrote it; empty if there is one
 * @param text without the end of the line */
public record ConsoleLine(long number, Optional<Instant> timestamp, boolean isError, String label, String text) {
    static ConsoleLine of(JsonNode node) {
        return new ConsoleLine(
                node.path("number").asLong(),
                ServerReader.instant(node, "timestamp"),
                node.path("level").asText("").equals("error"),
                ServerReader.text(node, "label").orElse(""),
                node.path("line").asText(""));
    }
}
