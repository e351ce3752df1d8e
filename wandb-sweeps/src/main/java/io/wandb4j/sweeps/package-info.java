/** Sweep configuration, search and early stopping as pure functions on values. */
@NullMarked
package io.wandb4j.sweeps;

import org.jspecify.annotations.NullMarked;
