package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run left another one, or an earlier self: its config says so.
 *
 * @param step the last step that both have in common
 */
record BranchPoint(String run, long step) {

    /** The branch point that a config holds. */
    static Optional<BranchPoint> of(@Nullable String config) {
        if (config == null) {
            return Optional.empty();
        }
        JsonNode point = Json.object(config, "config").at("/_wandb/value/branch_point");
        return point.path("run_id").isTextual() && point.path("step").isNumber()
                ? Optional.of(new BranchPoint(
                        point.get("run_id").textValue(), point.get("step").longValue()))
                : Optional.empty();
    }
}
