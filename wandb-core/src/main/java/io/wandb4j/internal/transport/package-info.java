/** All that talks HTTP: GraphQL, file stream, uploads, the retry policy. */
@NullMarked
package io.wandb4j.internal.transport;

import org.jspecify.annotations.NullMarked;
