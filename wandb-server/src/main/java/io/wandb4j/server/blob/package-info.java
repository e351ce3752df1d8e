/** Bytes on disk and the signed addresses to move them. */
@NullMarked
package io.wandb4j.server.blob;

import org.jspecify.annotations.NullMarked;
