package io.wandb4j.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.record.RunIds;
import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.search.Search;
import io.wandb4j.sweeps.stopping.Stopping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a controller wants of the server: which values to run, which runs to stop. A function of what it sees, and chance.
 *
 * @param text as JSON */
record ControllerPlan(String text) {
    private static final int ID_LENGTH = 10;

    static ControllerPlan of(ControlledSweep sweep, SplittableRandom random) {
        ObjectNode controller = Json.MAPPER.createObjectNode();
        ArrayNode schedule = controller.putArray("schedule");
        List<SweepRun> runs = new ArrayList<>(sweep.runs());
        int waiting = 0;
        boolean over = false;
        for (JsonNode entry : Json.read(sweep.controller()).path("schedule")) {
            String id = entry.path("id").asText();
            JsonNode values = entry.at("/data/args");
            if (!sweep.begun().contains(id)) {
                schedule.add(entry);
                waiting++;
                over |= !values.isObject();
                if (values.isObject() && !sweep.claimed().contains(id)) { // the others are among the runs
                    runs.add(waiting(id, values));
                }
            }
        }
        int wanted = Math.max(1, running(sweep.runs()));
        for (; waiting < wanted && !over; waiting++) {
            Optional<ObjectNode> next = next(sweep, runs, random);
            over = next.isEmpty();
            if (next.isPresent()) {
                runs.add(waiting(next.get().path("id").asText(), next.get().at("/data/args")));
                schedule.add(next.get());
            } else if (waiting == 0) {
                schedule.addObject().put("id", id()).putObject("data").putNull("args");
            }
        }
        ArrayNode stop = controller.putArray("earlystop");
        Stopping.judge(sweep.config(), sweep.runs()).stop().stream()
                .filter(run -> !sweep.stopped().contains(run))
                .sorted()
                .forEach(stop::add);
        return new ControllerPlan(controller.toString());
    }

    private static int running(List<SweepRun> runs) {
        return (int)
                runs.stream().filter(run -> run.state() == RunState.RUNNING).count();
    }

    private static SweepRun waiting(String id, JsonNode values) {
        return SweepRun.of(id, RunState.PENDING, Json.MAPPER.convertValue(values, ControlledSweep.CONFIG));
    }

    private static Optional<ObjectNode> next(ControlledSweep sweep, List<SweepRun> runs, SplittableRandom random) {
        if (sweep.config().runCap().isPresent()
                && runs.size() >= sweep.config().runCap().getAsLong()) {
            return Optional.empty();
        }
        return Search.next(sweep.config(), runs, random).map(ControllerPlan::entry);
    }

    private static ObjectNode entry(Map<String, Object> values) {
        ObjectNode entry = Json.MAPPER.createObjectNode().put("id", id());
        entry.putObject("data").set("args", Json.MAPPER.valueToTree(values));
        return entry;
    }

    private static String id() {
        return RunIds.random(ID_LENGTH);
    }
}
