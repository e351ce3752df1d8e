/** The transaction log: framing, checksums, writer, tailing reader. */
@NullMarked
package io.wandb4j.internal.log;

import org.jspecify.annotations.NullMarked;
