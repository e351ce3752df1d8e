/** Reading back what was logged. */
@NullMarked
package io.wandb4j.query;

import org.jspecify.annotations.NullMarked;
