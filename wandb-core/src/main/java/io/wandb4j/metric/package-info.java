/** How metrics are shown and summarized. */
@NullMarked
package io.wandb4j.metric;

import org.jspecify.annotations.NullMarked;
