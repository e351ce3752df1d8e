package io.wandb4j.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.Wandb;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Plays sessions, as a table of cells describes them for all clients, with this client. */
record JavaSessions(String url, String apiKey) {
    private static final Map<String, String> VARIABLES = Map.of(
            "resume", "WANDB_RESUME",
            "resume_from", "WANDB_RESUME_FROM",
            "fork_from", "WANDB_FORK_FROM",
            "mode", "WANDB_MODE",
            "name", "WANDB_NAME",
            "notes", "WANDB_NOTES",
            "id", "WANDB_RUN_ID",
            "tags", "WANDB_TAGS");

    /** The reports of a cell's sessions. */
    ArrayNode play(JsonNode cell) {
        ArrayNode reports = Json.MAPPER.createArrayNode();
        Path folder = Path.of(cell.path("folder").asText());
        for (JsonNode session : cell.path("sessions")) {
            reports.add(play(session, cell.path("project").asText(), folder));
        }
        return reports;
    }

    private ObjectNode play(JsonNode session, String project, Path folder) {
        ObjectNode report = Json.MAPPER.createObjectNode();
        PrintStream terminal = System.err;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            Run run = Wandb.init(settings(session.path("args"), project, folder));
            describe(run, report);
            report.put("shown", shown.toString(StandardCharsets.UTF_8));
            report.put("remembered", remembered(folder));
            session.path("rows").forEach(row -> log(run, row));
            run.finish(session.path("exit").asInt());
            report.put("rememberedAfter", remembered(folder));
        } catch (WandbException e) {
            report.putObject("error").put("kind", kind(e)).put("message", e.getMessage());
            report.put("remembered", remembered(folder));
        } finally {
            System.setErr(terminal);
        }
        return report;
    }

    // what a program sets and what the environment says end in the same settings; both ways are taken
    private Settings settings(JsonNode args, String project, Path folder) {
        Map<String, String> variables = new HashMap<>();
        VARIABLES.forEach((argument, variable) -> {
            if (args.has(argument)) {
                variables.put(variable, text(args.get(argument)));
            }
        });
        if (args.path("resume_from").asText("x").isEmpty()
                || args.path("fork_from").asText("x").isEmpty()) {
            Settings.builder().resumeFrom("").build();
        }
        Settings.Builder builder = Settings.builder()
                .baseUrl(url)
                .apiKey(apiKey)
                .project(project)
                .rootDir(folder)
                .configDir(folder)
                .dataDir(folder.resolve("data"))
                .cacheDir(folder.resolve("cache"));
        if (args.has("config")) {
            builder.config(Json.MAPPER.convertValue(
                    args.get("config"),
                    Json.MAPPER.getTypeFactory().constructMapType(Map.class, String.class, Object.class)));
        }
        return builder.build().resolved(new Environment(variables, folder, "Linux"));
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        StringBuilder list = new StringBuilder();
        value.forEach(item -> list.append(list.isEmpty() ? "" : ",").append(item.asText()));
        return list.toString();
    }

    private static void describe(Run run, ObjectNode report) {
        report.put("id", run.id());
        report.put("resumed", run.isResumed());
        report.put("name", run.name());
        report.set("tags", Json.MAPPER.valueToTree(run.tags()));
        report.put("notes", run.notes());
        report.set("config", Json.MAPPER.valueToTree(run.config().toMap()));
        report.set("summary", Json.MAPPER.valueToTree(run.summary().toMap()));
    }

    private static void log(Run run, JsonNode row) {
        Map<String, Object> data = Json.MAPPER.convertValue(
                row.path("data"), Json.MAPPER.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
        if (row.has("step")) {
            run.log(data, row.path("step").asLong());
        } else {
            run.log(data);
        }
    }

    private static String kind(WandbException e) {
        return e instanceof UsageException ? "usage" : e instanceof CommunicationException ? "communication" : "other";
    }

    private static String remembered(Path folder) {
        Path file = folder.resolve("wandb").resolve("wandb-resume.json");
        try {
            return Files.exists(file)
                    ? Json.read(Files.readString(file)).path("run_id").textValue()
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
