/** A look into a model under training: its weights, gradients and updates, its layers, and how fast it goes. */
@NullMarked
package io.wandb4j.watch;

import org.jspecify.annotations.NullMarked;
