package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server answers to its own pages only. */
class PageFieldsTest {

    private TestServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        server = new TestServer(directory);
        server.upsert(Map.of("name", "a"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsAtWhichStepsAKeyWasLogged() throws IOException {
        server.history(
                "a",
                0,
                List.of(
                        "{\"_step\":0,\"image\":{\"_type\":\"image-file\",\"path\":\"a\"}}",
                        "{\"_step\":4,\"loss\":1}",
                        "{\"_step\":7,\"image\":{\"_type\":\"image-file\",\"path\":\"b\"},\"deep\":{\"list\":[1]}}"));

        JsonNode all = server.run("a", "keySteps(keys: [\"image._type\", \"deep.list\", \"none\"])")
                .path("keySteps");
        assertThat(all.toString()).isEqualTo("[[0,7],[7],[]]");
        JsonNode late = server.run("a", "keySteps(keys: [\"image._type\"], minStep: 1)");
        assertThat(late.path("keySteps").toString()).isEqualTo("[[7]]");
    }

    @Test
    void findsConsoleLinesByWhatOneReads() throws IOException {
        server.stream(
                "a",
                TestServer.files(
                        "output.log",
                        0,
                        List.of(
                                "2026-01-01T10:00:00.000000 Epoch 1",
                                "ERROR 2026-01-01T10:00:01.000000 \u001b[31mÜber\u001b[0mflow 2026",
                                "{\"ts\":\"2026-01-01T10:00:02.000000\",\"content\":\"say \\\"epoch\\\"\"}")));

        assertThat(matches("EPOCH")).isEqualTo("[0,2]");
        assertThat(matches("überflow")).isEqualTo("[1]");
        assertThat(matches("2026")).isEqualTo("[1]");
        assertThat(matches("\\\"epoch")).isEqualTo("[2]");
        assertThat(server.run("a", "logMatches(text: \"o\", first: 1)")
                        .path("logMatches")
                        .toString())
                .isEqualTo("[0]");
    }

    @Test
    void keepsAlertsTheNewestFirst() throws IOException {
        alert("first", 0);
        alert("second", 60_000);

        JsonNode alerts =
                server.run("a", "alerts { title text severity createdAt }").path("alerts");
        assertThat(alerts.findValuesAsText("title")).containsExactly("second", "first");
        assertThat(alerts.path(0).path("severity").asText()).isEqualTo("WARN");
    }

    @Test
    void holdsBackAnAlertOfTheSameTitleForAsLongAsItSays() throws IOException {
        alert("again", 60_000);
        alert("again", 3_600_000);
        alert("again", Long.MAX_VALUE);
        alert("another", 3_600_000);
        alert("again", 0);

        assertThat(server.run("a", "alerts { title }").path("alerts").findValuesAsText("title"))
                .containsExactly("again", "another", "again");
    }

    private void alert(String title, long wait) throws IOException {
        server.data(
                "mutation A($input: NotifyScriptableRunAlertInput!) { notifyScriptableRunAlert(input: $input)"
                        + " { success } }",
                Map.of(
                        "input",
                        Map.of(
                                "entityName", "local",
                                "projectName", "p",
                                "runName", "a",
                                "title", title,
                                "text", "text",
                                "severity", "WARN",
                                "waitDuration", wait)));
    }

    private String matches(String text) throws IOException {
        return server.run("a", "logMatches(text: \"" + text + "\")")
                .path("logMatches")
                .toString();
    }
}
