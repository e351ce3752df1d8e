package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;

/** Asks a server without any client of this project in between. */
record RawGraphQl(String url, String apiKey) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The data of an answer; errors in it fail the test. */
    JsonNode ask(String query, Map<String, ?> variables) {
        try {
            return post("/graphql", JSON.writeValueAsString(Map.of("query", query, "variables", variables)))
                    .path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to a JSON body; errors in it fail the test. */
    JsonNode post(String path, String body) {
        String user = Base64.getEncoder().encodeToString(("api:" + apiKey).getBytes(UTF_8));
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .header("Authorization", "Basic " + user)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200 || answer.has("errors")) {
                throw new AssertionError("HTTP " + response.statusCode() + ": " + response.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
