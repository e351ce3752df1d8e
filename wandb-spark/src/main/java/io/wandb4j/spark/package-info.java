/** Sweep agents as tasks of Apache Spark. */
@NullMarked
package io.wandb4j.spark;

import org.jspecify.annotations.NullMarked;
