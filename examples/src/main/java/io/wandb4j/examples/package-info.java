/** Programs to start from, one main per file. */
@NullMarked
package io.wandb4j.examples;

import org.jspecify.annotations.NullMarked;
