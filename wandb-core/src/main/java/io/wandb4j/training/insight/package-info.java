/** How a training fares inside: weights, gradients and updates, pace and memory, and what the model is made of. */
@NullMarked
package io.wandb4j.training.insight;

import org.jspecify.annotations.NullMarked;
