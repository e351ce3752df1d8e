package io.wandb4j.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One tab of a browser; it notes all that goes wrong in it. */
final class Tab implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 180;

    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private final List<String> visited = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger numbers = new AtomicInteger();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;

    private Tab() {}

    static Tab connect(HttpClient http, URI address) {
        Tab tab = new Tab();
        tab.socket = http.newWebSocketBuilder().buildAsync(address, tab).join();
        for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
            tab.send(domain + ".enable", Map.of());
        }
        return tab;
    }

    /** Failed requests, errors of scripts and broken security policies, in words. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The addresses of all documents that were loaded. */
    List<String> visited() {
        return List.copyOf(visited);
    }

    void open(String address) {
        send("Page.navigate", Map.of("url", address));
    }

    /** The window, and whether the viewer likes it dark. */
    void look(int width, int height, boolean dark) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** The value of a JavaScript expression; promises are waited for. */
    JsonNode evaluate(String expression) {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Waits until the expression is true, on whatever page the tab is by then; as long as it fails, it is not. */
    void await(String expression) {
        String look = "new Promise(done => { const holds = () => { try { return " + expression
                + "; } catch { return false; } }; const look = () => holds() ? done(true) : setTimeout(look, 30);"
                + " look(); })";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            try {
                if (evaluate(look).asBoolean()) {
                    return;
                }
            } catch (CommandException e) {
                continue; // the page went away while it was looked at; the next one may do
            } catch (CompletionException e) {
                throw new AssertionError("never true: " + expression + "; the page says: " + text(), e);
            }
        }
        throw new AssertionError("never true: " + expression);
    }

    /** What can be read on the page. */
    String text() {
        return evaluate("document.body.innerText").asText();
    }

    /** Presses the mouse at a place, moves it to another and lets it go. */
    void drag(int fromX, int fromY, int toX, int toY) {
        mouse("mouseMoved", fromX, fromY, 0);
        mouse("mousePressed", fromX, fromY, 1);
        for (int part = 1; part <= 5; part++) {
            mouse("mouseMoved", fromX + (toX - fromX) * part / 5, fromY + (toY - fromY) * part / 5, 1);
        }
        mouse("mouseReleased", toX, toY, 0);
    }

    private void mouse(String type, int x, int y, int buttons) {
        send(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", buttons, "clickCount", 1));
    }

    JsonNode cookies() {
        return send("Network.getCookies", Map.of()).path("cookies");
    }

    void screenshot(Path file) throws IOException {
        JsonNode picture = send("Page.captureScreenshot", Map.of("format", "png", "optimizeForSpeed", false));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    @Override
    public void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            receive(message.toString());
            message.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(number, answer);
        ObjectNode command = JSON.createObjectNode().put("id", number).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        socket.sendText(command.toString(), true).join();
        JsonNode reply = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (reply.has("error")) {
            throw new CommandException(
                    method + ": " + reply.path("error").path("message").asText());
        }
        return reply.path("result");
    }

    private void receive(String text) {
        try {
            JsonNode event = JSON.readTree(text);
            CompletableFuture<JsonNode> waiting = open.remove(event.path("id").asInt());
            if (waiting != null) {
                waiting.complete(event);
            } else {
                note(event.path("method").asText(), event.path("params"));
            }
        } catch (JsonProcessingException e) {
            problems.add("the browser sent what is not JSON: " + e.getOriginalMessage());
        }
    }

    private void note(String method, JsonNode event) {
        switch (method) {
            case "Network.loadingFailed" -> noteIf(!event.path("canceled").asBoolean(), "request failed", event);
            case "Network.responseReceived" ->
                noteResponse(event.path("response"), event.path("type").asText());
            case "Runtime.exceptionThrown" -> noteIf(true, "script error", event);
            case "Runtime.consoleAPICalled" ->
                noteIf(List.of("error", "warning").contains(event.path("type").asText()), "console", event);
            case "Log.entryAdded" ->
                noteIf(event.path("entry").path("level").asText().equals("error"), "log", event);
            default -> {
                // of no interest
            }
        }
    }

    private void noteResponse(JsonNode response, String type) {
        noteIf(response.path("status").asInt() >= 400, "request refused", response);
        if (type.equals("Document")) {
            visited.add(response.path("url").asText());
        }
    }

    private void noteIf(boolean bad, String what, JsonNode event) {
        if (bad) {
            problems.add(what + ": " + event);
        }
    }

    /** The browser could not do what it was told. */
    private static final class CommandException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CommandException(String message) {
            super(message);
        }
    }
}
