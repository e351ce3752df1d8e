/** Training listeners for the Deep Java Library. */
@NullMarked
package io.wandb4j.djl;

import org.jspecify.annotations.NullMarked;
