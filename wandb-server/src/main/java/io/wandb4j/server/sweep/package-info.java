/** Sweeps as they are stored, and what their agents shall do. */
@NullMarked
package io.wandb4j.server.sweep;

import org.jspecify.annotations.NullMarked;
