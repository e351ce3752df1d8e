package io.wandb4j.internal.transport;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the sentence for people in the body of an error. */
final class ServerMessage {
    private static final int LONGEST = 300;

    private ServerMessage() {}

    static String of(String body) {
        try {
            String message = of(Json.read(body));
            return message.isEmpty() ? shortened(body) : message;
        } catch (UncheckedIOException e) {
            return shortened(body);
        }
    }

    /** The messages of an answer's {@code errors} or {@code error}; empty if it has none. */
    static String of(JsonNode answer) {
        List<String> messages = new ArrayList<>();
        for (JsonNode error : answer.path("errors")) {
            messages.add(text(error));
        }
        if (messages.isEmpty() && answer.hasNonNull("error")) {
            messages.add(text(answer.get("error")));
        }
        return messages.size() > 1 ? messages.toString() : String.join("", messages);
    }

    private static String text(JsonNode error) {
        String message =
                error.isTextual() ? error.textValue() : error.path("message").asText("");
        return message.isBlank() ? "<no message>" : message;
    }

    private static String shortened(String body) {
        String text = body.strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
