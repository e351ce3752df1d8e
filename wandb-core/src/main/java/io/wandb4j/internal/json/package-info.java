/** The JSON dialect of the protocol: bare NaN and Infinity, no locale. */
@NullMarked
package io.wandb4j.internal.json;

import org.jspecify.annotations.NullMarked;
