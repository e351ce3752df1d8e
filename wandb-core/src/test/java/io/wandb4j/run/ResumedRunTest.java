package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Resume;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedRunTest {
    private static final String PAST = """
            {"model": {"bucket": {"id": "past-id", "name": "past", "displayName": "past-name", "historyLineCount": 7,
              "eventsLineCount": 3, "logLineCount": 2, "tags": ["old"], "notes": "an old note",
              "historyTail": "[\\"{\\\\\\"_step\\\\\\":11,\\\\\\"_runtime\\\\\\":33.7}\\"]", "eventsTail": "[]",
              "summaryMetrics": "{\\"loss\\":{\\"min\\":0.5},\\"acc\\":NaN,\\"_wandb\\":{\\"runtime\\":30}}",
              "config": "{\\"lr\\":{\\"value\\":0.1},\\"net\\":{\\"value\\":{\\"a\\":1}}}",
              "wandbConfig": "{\\"t\\":{}}"}}}""";

    @TempDir
    Path dir;

    private ScriptedServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void stepAndRuntimeGoOn() {
        server.answer("RunResumeStatus", PAST);
        try (Run run = Wandb.init(settings().resume(Resume.MUST).build())) {
            assertThat(run.isResumed()).isTrue();
            assertThat(run.step()).isEqualTo(12);
            run.log(Map.of("x", 1));
        }
        JsonNode row = Json.read(history().path("content").get(0).asText());
        assertThat(row.path("_step").asInt()).isEqualTo(12);
        assertThat(row.path("_runtime").asDouble()).isBetween(33.0, 93.0);
        assertThat(lastSummary().at("/_wandb/runtime").asInt()).isBetween(33, 93);
    }

    @Test
    void theSummaryIsSentAgainAndGoesOn() {
        server.answer("RunResumeStatus", PAST);
        try (Run run = Wandb.init(settings().resume(Resume.ALLOW).build())) {
            assertThat(run.summary().get("loss")).isEqualTo(Map.of("min", 0.5));
            assertThat(run.summary().get("acc")).isEqualTo(Double.NaN);
            run.log(Map.of("x", 1));
        }
        assertThat(lastSummary().at("/loss/min").asDouble()).isEqualTo(0.5);
        assertThat(lastSummary().path("acc").asDouble()).isNaN();
        assertThat(lastSummary().path("x").asInt()).isEqualTo(1);
    }

    @Test
    void everyConfigThatIsSentHoldsTheOldOne() {
        server.answer("RunResumeStatus", PAST);
        try (Run run =
                Wandb.init(settings().resume(Resume.ALLOW).config("lr", 0.5).build())) {
            assertThat(run.config().getDouble("lr")).isEqualTo(0.5);
            assertThat(run.config().get("net")).isEqualTo(Map.of("a", 1));
            run.config().set("more", 1);
        }
        assertThat(server.upserts().get(0).path("id").asText()).isEqualTo("past-id");
        assertThat(server.upserts().get(0).path("tags").toString()).isEqualTo("[\"old\"]");
        for (JsonNode upsert : server.upserts()) {
            JsonNode config = Json.read(upsert.path("config").asText());
            assertThat(config.at("/lr/value").asDouble()).isEqualTo(0.5);
            assertThat(config.at("/net/value/a").asInt()).isEqualTo(1);
        }
    }

    @Test
    void theLogTellsWhereTheRunBegan() throws IOException {
        server.answer("RunResumeStatus", PAST);
        Run run = Wandb.init(settings().resume(Resume.ALLOW).build());
        run.finish();

        List<Record> records = records(run);
        RunRecord first = records.get(1).getRun();
        assertThat(first.getResumed()).isTrue();
        assertThat(first.getStartingStep()).isEqualTo(12);
        assertThat(first.getRuntime()).isEqualTo(33);
        assertThat(first.getNotes()).isEqualTo("an old note");
        assertThat(first.getTelemetry().getFeature().getResumed()).isTrue();
        assertThat(first.hasSummary()).isFalse();
        assertThat(records.get(2).getSummary().getUpdateList())
                .extracting(item -> item.getKey() + "=" + item.getValueJson())
                .contains("loss={\"min\":0.5}", "acc=NaN");
        assertThat(records.get(records.size() - 1).getExit().getRuntime()).isBetween(33, 93);
    }

    @Test
    void offlineTheBranchPointWaitsInTheLog() throws IOException {
        Run run = Wandb.init(settings()
                .id(null)
                .forkFrom("parent?_step=7")
                .mode(Mode.OFFLINE)
                .build());
        run.log(Map.of("x", 1));
        run.finish();

        List<Record> records = records(run);
        RunRecord first = records.get(1).getRun();
        assertThat(first.getForked()).isTrue();
        assertThat(first.getStartingStep()).isEqualTo(8);
        assertThat(first.getBranchPoint().getRun()).isEqualTo("parent");
        assertThat(first.getBranchPoint().getValue()).isEqualTo(7);
        assertThat(first.getBranchPoint().getMetric()).isEqualTo("_step");
        assertThat(first.getConfig().getUpdate(0).getKey()).isEqualTo("_wandb");
        assertThat(Json.read(first.getConfig().getUpdate(0).getValueJson()))
                .isEqualTo(Json.read("{\"branch_point\":{\"run_id\":\"parent\",\"step\":7}}"));
        assertThat(records.stream()
                        .filter(Record::hasHistory)
                        .map(record -> record.getHistory().getStep().getNum()))
                .containsExactly(8L);
    }

    @Test
    void aRefusalLeavesNothingBehind() {
        server.answer("RunResumeStatus", PAST);
        assertThatThrownBy(() -> Wandb.init(settings().resume(Resume.NEVER).build()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("already exists");
        server.answer("RunResumeStatus", PAST.replace("\"historyLineCount\": 7,", ""));
        assertThatThrownBy(() -> Wandb.init(settings().resume(Resume.MUST).build()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("historyLineCount");
        assertThatThrownBy(() -> Wandb.init(settings().resume(Resume.ALLOW).build()))
                .isInstanceOf(CommunicationException.class)
                .hasMessageContaining("historyLineCount");
        assertThat(server.upserts()).isEmpty();
        assertThat(dir.resolve("wandb")).doesNotExist();
    }

    @Test
    void autoFindsTheRunThatDidNotEndWell() throws IOException {
        Settings auto = settings().id(null).resume(Resume.AUTO).build();
        Run broken = Wandb.init(auto);
        broken.finish(1);
        assertThat(Files.readString(dir.resolve("wandb/wandb-resume.json")))
                .isEqualTo("{\"run_id\":\"" + broken.id() + "\"}");

        Run again = Wandb.init(auto);
        assertThat(again.id()).isEqualTo(broken.id());
        again.finish();
        assertThat(dir.resolve("wandb/wandb-resume.json")).doesNotExist();
    }

    private JsonNode history() {
        return server.fileStream().stream()
                .map(body -> body.at("/files/wandb-history.jsonl"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow();
    }

    private JsonNode lastSummary() {
        return Json.read(server.lines("wandb-summary.json").get(0));
    }

    private static List<Record> records(Run run) throws IOException {
        List<Record> records = new ArrayList<>();
        Path file = run.dir().orElseThrow().resolve("run-" + run.id() + ".wandb");
        try (LogReader reader = LogReader.open(file)) {
            for (Optional<Record> record = reader.next(); record.isPresent(); record = reader.next()) {
                records.add(record.get());
            }
        }
        return records;
    }

    private Settings.Builder settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey("0123456789".repeat(4))
                .project("test")
                .id("past")
                .rootDir(dir)
                .silent(true);
    }
}
