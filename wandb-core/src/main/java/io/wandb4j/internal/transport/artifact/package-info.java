/** Artifacts on their way to and from the server; speaks HTTP through {@code internal.transport} only. */
@NullMarked
package io.wandb4j.internal.transport.artifact;

import org.jspecify.annotations.NullMarked;
