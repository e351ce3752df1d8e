/** Projects and runs as they are stored. */
@NullMarked
package io.wandb4j.server.run;

import org.jspecify.annotations.NullMarked;
