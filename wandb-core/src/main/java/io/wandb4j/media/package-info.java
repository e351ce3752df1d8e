/** Values beyond numbers that a row may hold. */
@NullMarked
package io.wandb4j.media;

import org.jspecify.annotations.NullMarked;
