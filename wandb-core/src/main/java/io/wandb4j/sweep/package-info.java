/** Sweeps and the agents that work on them. */
@NullMarked
package io.wandb4j.sweep;

import org.jspecify.annotations.NullMarked;
