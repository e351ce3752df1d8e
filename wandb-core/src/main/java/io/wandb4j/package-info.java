/** The one door: start a run, a sweep or an agent here. */
@NullMarked
package io.wandb4j;

import org.jspecify.annotations.NullMarked;
