/** Sweeps without a server, as they are kept beside their runs. */
@NullMarked
package io.wandb4j.internal.sweep;

import org.jspecify.annotations.NullMarked;
