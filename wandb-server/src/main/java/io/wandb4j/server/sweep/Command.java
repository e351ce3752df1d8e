package io.wandb4j.server.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.json.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an agent shall do. */
sealed interface Command {

    /** The command as agents read it. */
    ObjectNode toJson();

    /** All of them as one text. */
    static String text(List<Command> commands) {
        return Json.text(commands.stream().map(Command::toJson).toList());
    }

    /**
     * Start a run, or go on with one.
     *
     * @param resumes whether another agent had begun it
     * @param program the program of the sweep's configuration, null for agents that call a function
     * @param arguments JSON: each parameter maps to an object with {@code value}
     */
    record Start(boolean resumes, String run, @Nullable String program, String arguments) implements Command {
        static Start of(String run, Optional<String> program, String arguments) {
            return new Start(false, run, program.orElse(null), arguments);
        }

        static Start of(Trial trial, Optional<String> program) {
            return new Start(
                    trial.hasBegun(),
                    trial.name(),
                    program.orElse(null),
                    trial.run().config());
        }

        @Override
        public ObjectNode toJson() {
            ObjectNode json =
                    command(resumes ? "resume" : "run").put("run_id", run).put("program", program);
            json.set("args", Json.stored(arguments));
            return json;
        }
    }

    /** Stop a run that the agent has. */
    record Stop(String run) implements Command {
        @Override
        public ObjectNode toJson() {
            return command("stop").put("run_id", run);
        }
    }

    /** There is no more to do. */
    record Exit() implements Command {
        @Override
        public ObjectNode toJson() {
            return command("exit");
        }
    }

    private static ObjectNode command(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }
}
