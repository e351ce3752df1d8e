package io.wandb4j.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.GraphQlEngine;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The address that takes GraphQL documents. */
public final class GraphQlRoute implements Routes {

    private static final TypeReference<Map<String, @Nullable Object>> VARIABLES = new TypeReference<>() {};

    private final GraphQlEngine engine;

    /** Runs the documents on this engine. */
    public GraphQlRoute(GraphQlEngine engine) {
        this.engine = engine;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/graphql", this::run);
    }

    private void run(Context context) throws IOException {
        JsonNode body = body(context);
        if (!body.path("query").isTextual()) {
            throw RequestException.invalid("the body needs a \"query\": a GraphQL document");
        }
        Map<String, @Nullable Object> variables = body.path("variables").isObject()
                ? Json.MAPPER.convertValue(body.get("variables"), VARIABLES)
                : Map.of();
        GraphQlEngine.Answer answer = engine.run(
                body.path("query").textValue(),
                body.path("operationName").textValue(),
                variables,
                new Caller(Guard.user(context), Guard.url(context)));
        context.status(answer.status())
                .contentType("application/json")
                .result(Json.STRICT.writeValueAsBytes(answer.body()));
    }

    private static JsonNode body(Context context) throws IOException {
        try (InputStream stream = Bodies.open(context)) {
            return Json.MAPPER.readTree(stream);
        } catch (JsonProcessingException e) {
            throw RequestException.invalid("the body is not valid JSON: " + e.getOriginalMessage());
        }
    }
}
