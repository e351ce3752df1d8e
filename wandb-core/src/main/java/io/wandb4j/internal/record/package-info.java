/** A row's life as pure functions: step rules, metric definitions, summary reduction. */
@NullMarked
package io.wandb4j.internal.record;

import org.jspecify.annotations.NullMarked;
