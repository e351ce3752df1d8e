package io.wandb4j.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One cell of the resume table: what the server has, what the program asks for, what comes of it.
 *
 * <p>{@code $ID} stands for the id of the cell's run, {@code $PARENT} for that of another run. */
final class ResumeCell {
    final String name;
    final Map<String, ObjectNode> past = new LinkedHashMap<>();
    final Map<String, UnaryOperator<JsonNode>> answers = new LinkedHashMap<>();
    final List<JsonNode> sessions = new ArrayList<>();
    String resumeFile = "";
    boolean officialLosesData;
    JsonNode expected = MissingNode.getInstance();

    private ResumeCell(String name) {
        this.name = name;
    }

    static ResumeCell of(String name) {
        return new ResumeCell(name);
    }

    /** The server has a run as {@link #pastRun()} describes it, changed. */
    ResumeCell past(String run, String... changes) {
        ObjectNode described = pastRun();
        for (String change : changes) {
            described.setAll((ObjectNode) Json.read(change));
        }
        past.put(run, described);
        return this;
    }

    /** The server has the run that the cell is about. */
    ResumeCell past() {
        return past("$ID");
    }

    /** The server's answer to RunResumeStatus is bent. */
    ResumeCell bucket(Consumer<ObjectNode> change) {
        answers.put("RunResumeStatus", answer -> {
            change.accept((ObjectNode) answer.at("/data/model/bucket"));
            return answer;
        });
        return this;
    }

    ResumeCell answer(String operation, UnaryOperator<JsonNode> answer) {
        answers.put(operation, answer);
        return this;
    }

    ResumeCell refused(String operation) {
        return answer(operation, answer -> MissingNode.getInstance());
    }

    /** The folder holds a {@code wandb-resume.json} with this text. */
    ResumeCell resumeFile(String text) {
        resumeFile = text;
        return this;
    }

    /** A run with these arguments, the cell's id among them, which logs one row and ends with 0. */
    ResumeCell init(String arguments) {
        return session("$ID", arguments, "[{\"data\":{\"x\":1}}]", 0);
    }

    /** A run with these arguments, which logs these rows and ends with this code. */
    ResumeCell session(String id, String arguments, String rows, int exit) {
        ObjectNode session = Json.MAPPER.createObjectNode();
        ObjectNode args = session.putObject("args");
        if (!id.isEmpty()) {
            args.put("id", id);
        }
        args.setAll((ObjectNode) Json.read(arguments));
        session.set("rows", Json.read(rows));
        session.put("exit", exit);
        sessions.add(session);
        return this;
    }

    /** The official client has a fault here, by which data is lost. */
    ResumeCell unlikeTheOfficialClient() {
        officialLosesData = true;
        return this;
    }

    /** What of the last session's outcome the table says. */
    ResumeCell gives(String outcome) {
        expected = Json.read(outcome);
        return this;
    }

    /** The last session cannot start, for a reason that names this. */
    ResumeCell fails(String kind, String says) {
        expected = Json.MAPPER.createObjectNode();
        ((ObjectNode) expected).putObject("error").put("kind", kind).put("says", says);
        return this;
    }

    @Override
    public String toString() {
        return name;
    }

    /** A run of three rows that failed after half a minute. */
    static ObjectNode pastRun() {
        return (ObjectNode) Json.read("""
                {"displayName": "past-name", "tags": ["old", "tag"], "notes": "an old note", "exit": 1,
                 "config": {"lr": {"value": 0.1}, "net": {"value": {"a": 1, "b": 2}}, "none": {"value": null},
                   "_wandb": {"value": {"t": {"1": [2]}, "m": [{"1": "loss", "6": [3], "7": [1]}]}}},
                 "history": ["{\\"_step\\":0,\\"_runtime\\":1.5,\\"_timestamp\\":1,\\"loss\\":3}",
                   "{\\"_step\\":1,\\"_runtime\\":20.5,\\"_timestamp\\":2,\\"loss\\":2}",
                   "{\\"_step\\":4,\\"_runtime\\":33.7,\\"_timestamp\\":3,\\"loss\\":1}"],
                 "events": ["{\\"_runtime\\":15,\\"system.cpu\\":1}"],
                 "console": ["one", "two"],
                 "summary": {"loss": 1, "deep": {"a": {"b": 2}}, "_step": 4, "_runtime": 33.7,
                   "_wandb": {"runtime": 33}}}""");
    }
}
