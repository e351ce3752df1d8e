package io.wandb4j.server.sweep;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration to try.
 *
 * @param config in the protocol's shape: {@code {"lr": {"value": 0.1}}}
 * @param scheduleId what a controller calls it; null when the server found it
 */
record Proposal(Map<String, ?> config, @Nullable String scheduleId) {}
