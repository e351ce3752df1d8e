package io.wandb4j.sweep;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.terminal.Terminal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server wants an agent to do.
 *
 * @param runId the run that it is about; empty for an exit
 * @param program what to start for a run; empty if only the sweep's config says so
 * @param values the sweep's values for a run
 * @param resumes whether another agent had begun the run and lost it */
record Command(Kind kind, String runId, String program, Map<String, @Nullable Object> values, boolean resumes) {
    private static final TypeReference<Map<String, @Nullable Object>> VALUES = new TypeReference<>() {};

    enum Kind {
        RUN,
        STOP,
        EXIT
    }

    /** The commands of an answer; those that this client does not know are left out. */
    static List<Command> listOf(String json) {
        List<Command> commands = new ArrayList<>();
        for (JsonNode command : Json.read(json)) {
            String runId = command.path("run_id").asText("");
            switch (command.path("type").asText("")) {
                case "run" -> commands.add(run(runId, command, false));
                case "resume" -> commands.add(run(runId, command, true));
                case "stop" -> commands.add(new Command(Kind.STOP, runId, "", Map.of(), false));
                case "exit" -> commands.add(exit());
                default -> {}
            }
        }
        return commands;
    }

    /** A run with values in the protocol's shape. */
    static Command run(String runId, Map<String, Object> values) {
        return new Command(Kind.RUN, runId, "", values(Json.MAPPER.valueToTree(values)), false);
    }

    /** The end of the work. */
    static Command exit() {
        return new Command(Kind.EXIT, "", "", Map.of(), false);
    }

    /** Tells which run is about to start. */
    void announce(Terminal terminal) {
        terminal.line("Agent " + (resumes ? "Resuming" : "Starting") + " Run: " + runId + " with config:");
        values.forEach((name, value) -> terminal.line("\t" + name + ": " + value));
    }

    private static Command run(String runId, JsonNode command, boolean resumes) {
        return new Command(Kind.RUN, runId, command.path("program").asText(""), values(command.path("args")), resumes);
    }

    private static Map<String, @Nullable Object> values(JsonNode arguments) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        arguments.fields().forEachRemaining(argument -> {
            Map<String, @Nullable Object> holder = Json.MAPPER.convertValue(argument.getValue(), VALUES);
            values.put(argument.getKey(), holder.get("value"));
        });
        return Collections.unmodifiableMap(values);
    }
}
