/** How well a model does, in numbers, charts and samples; the same for every framework. */
@NullMarked
package io.wandb4j.evaluation;

import org.jspecify.annotations.NullMarked;
