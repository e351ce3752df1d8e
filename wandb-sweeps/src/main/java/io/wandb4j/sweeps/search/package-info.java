/** Which configuration to try next, as pure functions of the sweep, its runs and a random generator. */
@NullMarked
package io.wandb4j.sweeps.search;

import org.jspecify.annotations.NullMarked;
