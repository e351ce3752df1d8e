/** Which running runs are not worth finishing, as pure functions of the sweep and its runs. */
@NullMarked
package io.wandb4j.sweeps.stopping;

import org.jspecify.annotations.NullMarked;
