/** Sending logs of runs that were written offline, or that died before a server had them. */
@NullMarked
package io.wandb4j.sync;

import org.jspecify.annotations.NullMarked;
