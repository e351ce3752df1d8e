/** Training listeners for Deeplearning4j. */
@NullMarked
package io.wandb4j.dl4j;

import org.jspecify.annotations.NullMarked;
