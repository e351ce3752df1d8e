/** The local W&amp;B-compatible server. */
@NullMarked
package io.wandb4j.server;

import org.jspecify.annotations.NullMarked;
