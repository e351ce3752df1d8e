/** Measurements of cost, with JMH or in pairs. */
@NullMarked
package io.wandb4j.benchmarks;

import org.jspecify.annotations.NullMarked;
