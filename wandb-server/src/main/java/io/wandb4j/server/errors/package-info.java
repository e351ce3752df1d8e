/** What the server says when it cannot do what it was asked. */
@NullMarked
package io.wandb4j.server.errors;

import org.jspecify.annotations.NullMarked;
