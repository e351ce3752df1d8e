/** Handwritten digits to train on: MNIST where it can be had, digits of our own drawing where not. */
@NullMarked
package io.wandb4j.examples.mnist;

import org.jspecify.annotations.NullMarked;
