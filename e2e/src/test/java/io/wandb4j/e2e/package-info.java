/** Checks of the whole: real clients, a real server, a real browser. */
@NullMarked
package io.wandb4j.e2e;

import org.jspecify.annotations.NullMarked;
