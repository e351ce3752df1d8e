/** Reading and writing JSON as W&amp;B clients write it. */
@NullMarked
package io.wandb4j.server.json;

import org.jspecify.annotations.NullMarked;
