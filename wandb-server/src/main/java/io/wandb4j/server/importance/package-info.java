/** Which parameters of a sweep its metric hangs on. */
@NullMarked
package io.wandb4j.server.importance;

import org.jspecify.annotations.NullMarked;
