/** Records as search spaces: their components are the parameters, their instances what a training function gets. */
@NullMarked
package io.wandb4j.sweeps.space;

import org.jspecify.annotations.NullMarked;
