package io.wandb4j.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that hands out what a test wrote down, one list of commands per heartbeat. */
final class ScriptedServer implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final List<JsonNode> operations = new CopyOnWriteArrayList<>();
    private final List<JsonNode> streams = new CopyOnWriteArrayList<>();
    private final Queue<String> idle = new ConcurrentLinkedQueue<>();
    private final Queue<String> busy = new ConcurrentLinkedQueue<>();
    private volatile String config = "{method: random, parameters: {lr: {values: [1]}}}";
    private volatile boolean forgetful;

    ScriptedServer() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return server.url("/").toString();
    }

    /** The commands for the next heartbeat of an agent that works on nothing; after the last, an exit. */
    ScriptedServer thenSay(String... commands) {
        idle.add("[" + String.join(",", commands) + "]");
        return this;
    }

    /** The commands for the next heartbeat during a run. */
    ScriptedServer sayDuringARun(String... commands) {
        busy.add("[" + String.join(",", commands) + "]");
        return this;
    }

    ScriptedServer sweepConfig(String yaml) {
        config = yaml;
        return this;
    }

    /** Forgets sweep and agent once all is said. */
    ScriptedServer thenForget() {
        forgetful = true;
        return this;
    }

    static String run(String id, String arguments) {
        return "{\"type\":\"run\",\"run_id\":\"" + id + "\",\"program\":\"\",\"args\":" + arguments + "}";
    }

    static String stop(String id) {
        return "{\"type\":\"stop\",\"run_id\":\"" + id + "\"}";
    }

    /** The variables of every operation of that name, in order. */
    List<JsonNode> sent(String operation) {
        return operations.stream()
                .filter(body -> body.path("operationName").asText().equals(operation))
                .map(body -> body.path("variables"))
                .toList();
    }

    /** The exit code that the run told. */
    int exitCode(String runId) {
        return streams.stream()
                .filter(post -> post.path("run").asText().equals(runId))
                .filter(post -> post.at("/body/complete").asBoolean())
                .mapToInt(post -> post.at("/body/exitcode").asInt(-1))
                .findFirst()
                .orElse(-1);
    }

    @Override
    public void close() {
        server.close();
    }

    private MockResponse answer(RecordedRequest request) {
        String target = request.getTarget();
        String body = request.getBody() == null ? "" : request.getBody().utf8();
        if (target.endsWith("/file_stream")) {
            String[] parts = target.split("/");
            streams.add(Json.MAPPER
                    .createObjectNode()
                    .put("run", parts[parts.length - 2])
                    .set("body", Json.read(body)));
            return json("{}");
        }
        JsonNode operation = Json.read(body);
        operations.add(operation);
        return switch (operation.path("operationName").asText()) {
            case "UpsertSweep" ->
                data("{\"upsertSweep\":{\"sweep\":{\"id\":\"c3dlZXA=\",\"name\":\"sw1\",\"project\":" + PROJECT
                        + "},\"configValidationWarnings\":[]}}");
            case "Sweep" ->
                data("{\"project\":" + project(operation.at("/variables/sweep").asText()) + "}");
            case "CreateAgent" -> data("{\"createAgent\":{\"agent\":{\"id\":\"agent1\"}}}");
            case "Heartbeat" -> heartbeat(operation.at("/variables/runState").asText());
            case "UpsertBucket" -> data("{\"upsertBucket\":" + bucket(operation.path("variables")) + "}");
            case "Viewer" -> data("{\"viewer\":{\"id\":\"1\",\"entity\":\"ada\",\"username\":\"ada\"}}");
            default -> data("{}");
        };
    }

    private MockResponse heartbeat(String runState) {
        boolean working = !runState.equals("{}");
        String commands = (working ? busy : idle).poll();
        if (commands == null && !working && forgetful) {
            return new MockResponse.Builder().code(404).body("{}").build();
        }
        String otherwise = working ? "[]" : "[{\"type\":\"exit\"}]";
        String answer = Json.write(commands == null ? otherwise : commands);
        return data("{\"agentHeartbeat\":{\"agent\":{\"id\":\"agent1\"},\"commands\":" + answer + "}}");
    }

    private String project(String sweep) {
        String found = sweep.equals("sw1")
                ? "{\"id\":\"c3dlZXA=\",\"name\":\"sw1\",\"state\":\"RUNNING\",\"config\":" + Json.write(config) + "}"
                : "null";
        return PROJECT.substring(0, PROJECT.length() - 1) + ",\"sweep\":" + found + "}";
    }

    private static String bucket(JsonNode variables) {
        String name = variables.path("name").asText();
        return Json.write(Map.of(
                "inserted",
                true,
                "bucket",
                Map.of("id", "id-" + name, "name", name, "displayName", name, "project", Json.read(PROJECT))));
    }

    private static final String PROJECT =
            "{\"id\":\"p\",\"name\":\"digits\",\"entity\":{\"id\":\"e\",\"name\":\"ada\"}}";

    private static MockResponse data(String data) {
        return json("{\"data\":" + data + "}");
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }
}
