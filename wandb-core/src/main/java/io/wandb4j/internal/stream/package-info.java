/** From the log to the server: the sender and every thread of a run. */
@NullMarked
package io.wandb4j.internal.stream;

import org.jspecify.annotations.NullMarked;
