/** What a validation shows beyond loss and accuracy: charts, tables and samples, from plain arrays. */
@NullMarked
package io.wandb4j.training.evaluation;

import org.jspecify.annotations.NullMarked;
