/** The half of a training listener that is the same for every framework. */
@NullMarked
package io.wandb4j.training;

import org.jspecify.annotations.NullMarked;
