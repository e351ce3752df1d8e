/** Runs and what is logged to them. */
@NullMarked
package io.wandb4j.run;

import org.jspecify.annotations.NullMarked;
