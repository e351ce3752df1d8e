package io.wandb4j.server.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a controller on the user's machine has asked for and not yet got.
 *
 * @param schedule configurations to run
 * @param isSearchOver whether the controller has no more
 * @param stop names of runs to stop
 */
record ControllerWishes(List<Proposal> schedule, boolean isSearchOver, Set<String> stop) {

    static ControllerWishes of(Sweep sweep) {
        JsonNode controller = Json.stored(sweep.controller());
        Set<String> done = scheduled(sweep);
        List<Proposal> schedule = new ArrayList<>();
        boolean over = false;
        for (JsonNode entry : controller.path("schedule")) {
            String id = entry.path("id").asText();
            if (entry.path("data").path("args") instanceof ObjectNode arguments) {
                if (!done.contains(id)) {
                    schedule.add(new Proposal(config(arguments), id));
                }
            } else {
                over = true;
            }
        }
        Set<String> stop = new HashSet<>();
        controller.path("earlystop").forEach(name -> stop.add(name.asText()));
        return new ControllerWishes(List.copyOf(schedule), over && schedule.isEmpty(), Set.copyOf(stop));
    }

    Optional<Proposal> next() {
        return schedule.stream().findFirst();
    }

    /** The sweep's {@code scheduler} text after a wish came true. */
    static String scheduler(Sweep sweep, String scheduleId, String run) {
        ObjectNode scheduler = Json.stored(sweep.scheduler());
        scheduler.withArray("scheduled").addObject().put("id", scheduleId).put("runid", run);
        return Json.text(scheduler);
    }

    private static Set<String> scheduled(Sweep sweep) {
        Set<String> done = new HashSet<>();
        for (JsonNode entry : Json.stored(sweep.scheduler()).path("scheduled")) {
            done.add(entry.path("id").asText());
        }
        return done;
    }

    private static Map<String, Object> config(ObjectNode arguments) {
        Map<String, Object> config = new LinkedHashMap<>();
        arguments.properties().forEach(entry -> {
            Object value = Json.plain(entry.getValue());
            if (value != null) {
                config.put(entry.getKey(), value);
            }
        });
        return config;
    }
}
