/** What the terminal shows, in the official client's form. */
@NullMarked
package io.wandb4j.internal.terminal;

import org.jspecify.annotations.NullMarked;
