package io.wandb4j.server.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request of a run's file stream.
 *
 * @param files for each stream file, the lines to write and where
 * @param uploaded names of run files that were uploaded
 * @param preempting whether the run's machine will be taken away soon
 * @param complete whether the run is over
 * @param exitCode with what it ended, 0 if the client did not say
 */
public record StreamRequest(
        Map<String, Chunk> files, List<String> uploaded, boolean preempting, boolean complete, int exitCode) {

    /** Consecutive lines of a file, the first at the offset. */
    public record Chunk(int offset, List<String> content) {}

    /** Reads the body of a request. */
    public static StreamRequest read(InputStream body) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw RequestException.invalid("the file stream takes a JSON object");
            }
            return new Reader(parser).request();
        } catch (StreamConstraintsException e) {
            throw RequestException.tooLarge("a line is longer than " + Json.MAX_STRING + " characters");
        } catch (JsonProcessingException e) {
            throw RequestException.invalid("the file stream's body is not valid JSON: " + e.getOriginalMessage());
        }
    }

    /** Reads token by token: bodies are up to many megabytes of text that is stored as it came. */
    private static final class Reader {
        private final JsonParser parser;
        private final Map<String, Chunk> files = new LinkedHashMap<>();
        private List<String> uploaded = List.of();
        private boolean preempting;
        private boolean complete;
        private int exitCode;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        StreamRequest request() throws IOException {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "files" -> files();
                    case "uploaded" -> uploaded = texts(name);
                    case "preempting" -> preempting = parser.currentToken() == JsonToken.VALUE_TRUE;
                    case "complete" -> complete = parser.currentToken() == JsonToken.VALUE_TRUE;
                    case "exitcode" -> exitCode = whole("exitcode");
                    default -> parser.skipChildren();
                }
            }
            return new StreamRequest(files, uploaded, preempting, complete, exitCode);
        }

        private void files() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            expect(JsonToken.START_OBJECT, "files");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                files.put(name, chunk(name));
            }
        }

        private Chunk chunk(String file) throws IOException {
            expect(JsonToken.START_OBJECT, file);
            int offset = 0;
            List<String> content = List.of();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "offset" -> offset = whole("offset");
                    case "content" -> content = texts(name);
                    default -> parser.skipChildren();
                }
            }
            if (content.size() > Integer.MAX_VALUE - offset) {
                throw RequestException.invalid("the lines of " + file + " end beyond the last number that there is");
            }
            return new Chunk(offset, content);
        }

        private int whole(String what) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return 0;
            }
            expect(JsonToken.VALUE_NUMBER_INT, what);
            long value = parser.getLongValue();
            if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE || what.equals("offset") && value < 0) {
                throw RequestException.invalid(what + " is out of range: " + value);
            }
            return (int) value;
        }

        private List<String> texts(String what) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return List.of();
            }
            expect(JsonToken.START_ARRAY, what);
            List<String> texts = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(JsonToken.VALUE_STRING, "an element of " + what);
                texts.add(parser.getText());
            }
            return texts;
        }

        private void expect(JsonToken token, String what) {
            if (parser.currentToken() != token) {
                throw RequestException.invalid(
                        what + " in the file stream must be " + token + ", not " + parser.currentToken());
            }
        }
    }
}
