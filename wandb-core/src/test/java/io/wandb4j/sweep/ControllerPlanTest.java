package io.wandb4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ControllerPlanTest {
    private static final SweepConfig GRID = SweepConfig.parse("""
            {method: grid, run_cap: 4, metric: {name: loss}, parameters: {x: {values: [1, 2, 3, 4, 5]}},
             early_terminate: {type: hyperband, min_iter: 1, eta: 2}}
            """);

    @Test
    void queuesOneRunAtTheStartAndLeavesItAsLongAsItWaits() {
        String first = plan("{}", Set.of(), List.of());
        assertThat(queued(first)).containsExactly("1");
        assertThat(plan(first, Set.of(), List.of())).isEqualTo(first);
    }

    @Test
    void queuesAsManyRunsAsGoOnWithOtherValues() {
        String queue = plan("{}", Set.of(), List.of(run("a", 1), run("b", 2)));
        assertThat(queued(queue)).containsExactly("3", "4");
    }

    @Test
    void countsAnEntryThatBecameARunOnce() {
        String first = plan("{}", Set.of(), List.of());
        String id = Json.read(first).at("/schedule/0/id").asText();
        SweepRun pending = SweepRun.of("a", RunState.PENDING, values(1));
        ControlledSweep sweep = sweep(first, Set.of(id), Set.of(), List.of(pending, run("b", 2), run("c", 3)));
        String second = ControllerPlan.of(sweep, new SplittableRandom(1)).text();
        assertThat(queued(second)).as("the cap is 4").containsExactly("1", "4");
    }

    @Test
    void saysThatTheSearchIsOverWhenTheCapIsReached() {
        List<SweepRun> runs = List.of(run("a", 1), run("b", 2), run("c", 3), run("d", 4));
        assertThat(queued(plan("{}", Set.of(), runs))).containsExactly("over");
    }

    @Test
    void stopsBadRunsUntilTheServerHasStoppedThem() {
        List<SweepRun> runs = List.of(
                run("a", 1).withHistory(List.of(1)),
                run("b", 2).withHistory(List.of(2)),
                run("c", 3).withHistory(List.of(9)));
        assertThat(Json.read(plan("{}", Set.of(), runs)).path("earlystop").toString())
                .isEqualTo("[\"c\"]");
        ControlledSweep stopped = sweep("{}", Set.of(), Set.of("c"), runs);
        String text = ControllerPlan.of(stopped, new SplittableRandom(1)).text();
        assertThat(Json.read(text).path("earlystop")).isEmpty();
    }

    private static String plan(String controller, Set<String> claimed, List<SweepRun> runs) {
        return ControllerPlan.of(sweep(controller, claimed, Set.of(), runs), new SplittableRandom(1))
                .text();
    }

    private static ControlledSweep sweep(
            String controller, Set<String> claimed, Set<String> stopped, List<SweepRun> runs) {
        SweepService.Stored place = new SweepService.Stored("id", "me", "project", GRID.toYaml(), List.of());
        return new ControlledSweep(place, "storage", "RUNNING", GRID, controller, claimed, Set.of(), stopped, runs);
    }

    private static SweepRun run(String name, int x) {
        return SweepRun.of(name, RunState.RUNNING, values(x));
    }

    private static Map<String, Object> values(int x) {
        return Map.of("x", Map.of("value", x));
    }

    private static List<String> queued(String controller) {
        List<String> queued = new ArrayList<>();
        for (JsonNode entry : Json.read(controller).path("schedule")) {
            JsonNode values = entry.at("/data/args");
            queued.add(values.isNull() ? "over" : values.at("/x/value").asText());
        }
        return queued;
    }
}
