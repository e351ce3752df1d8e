/** What a search or a stopping rule knows about the runs of a sweep. */
@NullMarked
package io.wandb4j.sweeps;

import org.jspecify.annotations.NullMarked;
